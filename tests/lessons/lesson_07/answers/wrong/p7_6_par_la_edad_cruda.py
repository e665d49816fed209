# error: contesta la edad sin escalar
# pista: media
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 80,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
