# error: usa la fila tal cual: de 12,8 a 10,4
# pista: corridos
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 24, "why": "c", "mirror": "b"}
