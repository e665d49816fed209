# error: divide por la varianza del grupo
# pista: raíz
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": (80 - 55) / 25**2,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
