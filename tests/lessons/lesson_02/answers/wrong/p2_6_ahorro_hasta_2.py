# error: se queda con el m elegido para los tal cual: de 66,8 a 28,3
# pista: 4
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 385, "why": "c", "mirror": "b"}
