# error: cree que con una persona se divide por 0 y salen NaN
# pista: divide
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 100,
        "alone": "b",
        "by_age": "b",
    }
