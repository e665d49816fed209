# error: elige para los tal cual con la fila de los corridos
# pista: tal cual
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 4, "best_moved": 4, "saved": 542, "why": "c", "mirror": "b"}
