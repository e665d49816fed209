# error: elige para los corridos con la fila tal cual
# pista: corridos
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {"best_plain": 2, "best_moved": 2, "saved": 542, "why": "c", "mirror": "b"}
