# error: cree que la congelada es la que cambia al repetir
# pista: repetir
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "B",
        "double": "A",
        "ratio": 1.25,
    }
