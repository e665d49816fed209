# error: cambia always_on con frozen
# pista: repetir
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "E",
        "frozen": "B",
        "double": "A",
        "ratio": 1.25,
    }
