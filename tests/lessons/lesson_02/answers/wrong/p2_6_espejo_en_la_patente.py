# error: cree que las letras se pueden reflejar
# pista: letra
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 542, "why": "c", "mirror": "a"}
