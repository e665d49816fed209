# error: cree que en los grupos por edad hay edades que la red no vio
# pista: edad
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 100,
        "alone": "c",
        "by_age": "c",
    }
