# error: cree que con una persona la red no alcanza a estudiar
# pista: aprend
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 100,
        "alone": "a",
        "by_age": "b",
    }
