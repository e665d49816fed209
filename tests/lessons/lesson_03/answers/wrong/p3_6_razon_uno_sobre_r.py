# error: entrega 1/r
# pista: 1 − r
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 1 / 0.2,
    }
