# error: elige por el error de entrenamiento
# pista: entrenamiento
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 0, "saved": 542, "why": "c", "mirror": "b"}
