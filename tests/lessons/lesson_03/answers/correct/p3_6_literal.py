# variante: las letras y el número tal cual
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 1.25,
    }
