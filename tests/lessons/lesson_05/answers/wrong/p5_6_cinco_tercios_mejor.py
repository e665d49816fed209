# error: cree que 5/3 conserva mejor las dos cosas porque la recomiendan
# pista: gradiente
def read_table():
    return {
        "bug": 0.5,
        "saturated": "b",
        "both": "a",
        "per_layer": 49 ** (1 / 9),
    }
