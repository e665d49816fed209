# error: hace regla de tres con la tasa: 4 · 0,2 / 0,75
# pista: 1 − r
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 4 * 0.2 / 0.75,
    }
