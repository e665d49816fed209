# error: elige por el error de entrenamiento, que es mínimo en 0
# pista: validación
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 0, "best_moved": 4, "saved": 542, "why": "c", "mirror": "b"}
