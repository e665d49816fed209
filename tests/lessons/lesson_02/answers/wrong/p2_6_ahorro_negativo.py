# error: resta al revés y da un número negativo
# pista: signo
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": -542, "why": "c", "mirror": "b"}
