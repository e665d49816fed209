# error: da el ahorro como fracción
# pista: 1.000
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 0.542, "why": "c", "mirror": "b"}
