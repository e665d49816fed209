# error: cree que la red compara a cada persona con las demás del grupo
# pista: red
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 100,
        "alone": "d",
        "by_age": "b",
    }
