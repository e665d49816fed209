# error: lee 16: donde la red con BN empieza a empeorar menos rápido
# pista: menor
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 16, "fraction": 0.8, "culprit": "b", "advice": "d"}
