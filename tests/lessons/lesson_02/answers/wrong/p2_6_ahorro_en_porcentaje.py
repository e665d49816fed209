# error: da la diferencia en puntos de porcentaje y no de cada 1.000
# pista: 1.000
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 4, "saved": 66.8 - 12.6, "why": "c", "mirror": "b"}
