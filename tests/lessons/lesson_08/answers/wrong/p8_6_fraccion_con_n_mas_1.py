# error: usa N/(N + 1)
# pista: fórmula
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 5 / 6, "culprit": "b", "advice": "d"}
