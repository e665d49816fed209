# error: cree que sin amplificar la razón sigue siendo 1
# pista: amplifica
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 1,
    }
