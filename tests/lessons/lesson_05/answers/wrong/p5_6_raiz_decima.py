# error: toma raíz décima: cuenta diez capas cruzadas
# pista: diez
def read_table():
    return {
        "bug": 0.5,
        "saturated": "b",
        "both": "c",
        "per_layer": 49 ** (1 / 10),
    }
