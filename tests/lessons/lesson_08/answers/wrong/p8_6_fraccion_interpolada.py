# error: interpola la última fila entre 4 y 8
# pista: N
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 0.74 + (0.87 - 0.74) / 4, "culprit": "b", "advice": "d"}
