# error: cree que 1,67 es peor también en la señal
# pista: señal
def read_table():
    return {
        "bug": 0.5,
        "saturated": "b",
        "both": "b",
        "per_layer": 49 ** (1 / 9),
    }
