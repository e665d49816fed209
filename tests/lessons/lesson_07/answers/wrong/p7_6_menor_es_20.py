# error: lee que 13,0 está «cerca» de 10,1 y elige 20
# pista: 10,1
def read_table():
    """Tus cuatro lecturas de la tabla."""
    return {
        "pair": 1,
        "smallest": 20,
        "alone": "c",
        "by_age": "b",
    }
