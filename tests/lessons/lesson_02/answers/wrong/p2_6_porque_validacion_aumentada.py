# error: cree que las filas coinciden porque la validación se aumentó
# pista: tal cual
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 542, "why": "b", "mirror": "b"}
