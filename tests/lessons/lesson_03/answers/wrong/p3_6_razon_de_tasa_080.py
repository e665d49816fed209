# error: confunde la tasa con la fracción que queda: 1/(1 − 0,8)
# pista: tasa
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 1 / (1 - 0.8),
    }
