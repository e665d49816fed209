# error: da la fracción en %
# pista: entre 0 y 1
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 80, "culprit": "b", "advice": "d"}
