# error: entrega 1 − r en vez de su inverso
# pista: predicción
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 0.8,
    }
