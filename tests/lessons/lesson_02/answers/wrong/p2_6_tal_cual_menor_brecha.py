# error: elige el m donde entrenamiento y validación están más cerca
# pista: brecha
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 12, "best_moved": 4, "saved": 542, "why": "c", "mirror": "b"}
