# error: da el error con BN en ese tamaño y no el tamaño
# pista: tamaño
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {"from_size": 10.3, "fraction": 0.8, "culprit": "b", "advice": "d"}
