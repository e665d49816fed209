# error: contesta 0,25: el factor de la varianza y no el de los pesos
# pista: varianza
def read_table():
    return {
        "bug": 0.25,
        "saturated": "b",
        "both": "c",
        "per_layer": 49 ** (1 / 9),
    }
