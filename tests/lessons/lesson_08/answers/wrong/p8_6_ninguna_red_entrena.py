# error: cree que con lotes de 2 no entrena ninguna red
# pista: sin BN
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 0.8, "culprit": "c", "advice": "d"}
