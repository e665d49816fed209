# error: cree que compensar dos veces agranda la salida al predecir
# pista: predecir
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "E",
        "double": "D",
        "ratio": 1.25,
    }
