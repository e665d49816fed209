# error: usa una media y una desviación de todas las personas (de 18 a 100) y no las del grupo
# pista: grupo
def read_table():
    """Tus cuatro lecturas de la tabla."""
    media, desviacion = 59, 82 / 12**0.5  # edades parejas entre 18 y 100
    return {
        "pair": (80 - media) / desviacion,
        "smallest": 100,
        "alone": "c",
        "by_age": "b",
    }
