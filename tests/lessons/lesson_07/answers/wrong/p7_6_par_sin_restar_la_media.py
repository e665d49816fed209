# error: divide la edad por la desviación del grupo sin restar la media
# pista: media
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 80 / 25,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
