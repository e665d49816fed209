# error: divide por el ancho (50) y no por la desviación
# pista: desviación
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": (80 - 55) / 50,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
