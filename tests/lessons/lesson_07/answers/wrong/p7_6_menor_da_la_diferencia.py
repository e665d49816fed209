# error: devuelve la diferencia de error y no el tamaño del grupo
# pista: tamaño
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 10.6 - 10.1,
        "alone": "c",
        "by_age": "b",
    }
