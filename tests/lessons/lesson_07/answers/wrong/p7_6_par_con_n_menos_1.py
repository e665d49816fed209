# error: la desviación de las dos personas dividiendo por N − 1
# pista: por N
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 25 / ((25**2 + 25**2) / 1) ** 0.5,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
