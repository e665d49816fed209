# error: cree que sin amplificar la razón es menor que 1 y elige E
# pista: razón
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "E",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 1.25,
    }
