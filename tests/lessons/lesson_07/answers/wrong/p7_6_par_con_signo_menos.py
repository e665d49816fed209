# error: da el número de quien tiene 30
# pista: 80
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": -1,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
