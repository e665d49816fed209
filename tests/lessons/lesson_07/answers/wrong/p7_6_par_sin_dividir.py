# error: resta la media del grupo y no divide por su desviación
# pista: desviación
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 80 - 55,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
