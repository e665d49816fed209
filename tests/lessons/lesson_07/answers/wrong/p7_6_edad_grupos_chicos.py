# error: cree que 100 personas son muy pocas para medir una media
# pista: azar
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 100,
        "alone": "c",
        "by_age": "a",
    }
