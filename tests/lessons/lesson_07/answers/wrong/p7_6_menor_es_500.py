# error: pide que sea igual a la guardada y elige el grupo de todos
# pista: menor
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 500,
        "alone": "c",
        "by_age": "b",
    }
