# error: cree que compensar dos veces deja la razón en cerca de la mitad
# pista: razón
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "E",
        "ratio": 1.25,
    }
