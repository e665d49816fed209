# error: cree que los números están en pesos y con cualquier grupo la diferencia es menor que mil
# pista: miles
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 1,
        "alone": "c",
        "by_age": "b",
    }
