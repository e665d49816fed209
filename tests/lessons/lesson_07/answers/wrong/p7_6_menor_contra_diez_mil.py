# error: compara con una diferencia de 10 en vez de 1 y elige 5
# pista: mil
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 5,
        "alone": "c",
        "by_age": "b",
    }
