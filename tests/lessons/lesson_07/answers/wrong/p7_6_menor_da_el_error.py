# error: devuelve el error de ese grupo y no su tamaño
# pista: tamaño
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 10.6,
        "alone": "c",
        "by_age": "b",
    }
