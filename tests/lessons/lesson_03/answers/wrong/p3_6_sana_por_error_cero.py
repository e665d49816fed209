# error: toma E por la sana, porque llega a 0 de error al entrenar, y C por la congelada
# pista: entrenamiento
def read_table():
    """Tus cinco lecturas de la tabla."""
    return {
        "unscaled": "D",
        "always_on": "B",
        "frozen": "C",
        "double": "A",
        "ratio": 1.25,
    }
