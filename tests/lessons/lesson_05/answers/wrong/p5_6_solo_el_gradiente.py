# error: cree que la ganancia no cambia la señal
# pista: señal
def read_table():
    return {
        "bug": 0.5,
        "saturated": "b",
        "both": "d",
        "per_layer": 49 ** (1 / 9),
    }
