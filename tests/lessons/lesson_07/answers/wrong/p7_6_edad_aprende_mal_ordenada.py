# error: cree que la red aprende de los datos ordenados
# pista: aprend
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 100,
        "alone": "c",
        "by_age": "d",
    }
