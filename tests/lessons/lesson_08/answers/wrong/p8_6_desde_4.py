# error: lee 4: el primer tamaño en que BN se acerca a la red sin BN
# pista: sin BN
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 4, "fraction": 0.8, "culprit": "b", "advice": "d"}
