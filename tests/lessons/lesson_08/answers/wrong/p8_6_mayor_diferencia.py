# error: da el tamaño donde BN gana por más
# pista: antes
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 128, "fraction": 0.8, "culprit": "b", "advice": "d"}
