# error: copia la razón medida con tasa 0,75
# pista: 0,2
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 4,
    }
