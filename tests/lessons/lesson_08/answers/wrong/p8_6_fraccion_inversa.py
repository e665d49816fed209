# error: da la corrección N/(N - 1)
# pista: −
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 5 / 4, "culprit": "b", "advice": "d"}
