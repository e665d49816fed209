# error: cree que la función prestada equivale a Glorot sin cambio
# pista: glorot
def read_table():
    return {
        "bug": 1,
        "saturated": "b",
        "both": "c",
        "per_layer": 49 ** (1 / 9),
    }
