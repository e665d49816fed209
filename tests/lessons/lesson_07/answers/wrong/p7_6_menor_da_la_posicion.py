# error: devuelve la posición en la tabla y no el tamaño
# pista: tamaño
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 4,
        "alone": "c",
        "by_age": "b",
    }
