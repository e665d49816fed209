# error: da la fracción de la desviación y no la de la varianza
# pista: varianza
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": (4 / 5) ** 0.5, "culprit": "b", "advice": "d"}
