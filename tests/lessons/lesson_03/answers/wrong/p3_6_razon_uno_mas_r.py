# error: suma la tasa en vez de dividir por lo que queda
# pista: 1 − r
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "A",
        "ratio": 1.2,
    }
