# error: lee la razón como entrenamiento sobre predicción: cambia unscaled con double
# pista: predicción
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "A",
        "always_on": "B",
        "frozen": "E",
        "double": "D",
        "ratio": 1.25,
    }
