# error: da el error mínimo, 7,7, y no el m
# pista: error
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 7.7, "best_moved": 4, "saved": 542, "why": "c", "mirror": "b"}
