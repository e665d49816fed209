# error: cree que la derivada de tanh es mayor en las saturadas
# pista: derivada
def read_table():
    return {
        "bug": 0.5,
        "saturated": "c",
        "both": "c",
        "per_layer": 49 ** (1 / 9),
    }
