# error: redondea: la de 4 en la tabla
# pista: N
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 0.74, "culprit": "b", "advice": "d"}
