# error: da lo que falta, 1/N
# pista: falta
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 1 / 5, "culprit": "b", "advice": "d"}
