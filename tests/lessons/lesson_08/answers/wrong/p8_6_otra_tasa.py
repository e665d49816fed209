# error: aconseja cambiar la tasa
# pista: tasa
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 0.8, "culprit": "b", "advice": "c"}
