# error: cree que seguir encendida amplifica la salida al predecir
# pista: repetir
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "D",
        "frozen": "E",
        "double": "A",
        "ratio": 1.25,
    }
