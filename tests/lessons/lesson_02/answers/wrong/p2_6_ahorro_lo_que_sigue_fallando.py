# error: da los que la red sigue fallando con m = 4
# pista: deja de fallar
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 126, "why": "c", "mirror": "b"}
