# error: da el error, 12,6, y no el m
# pista: error
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 12.6, "saved": 542, "why": "c", "mirror": "b"}
