# error: cree que la red con BN sobreajusta
# pista: pasos
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 8, "fraction": 0.8, "culprit": "d", "advice": "d"}
