# error: cree que un grupo chico siempre llega en 0
# pista: media
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 0,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
