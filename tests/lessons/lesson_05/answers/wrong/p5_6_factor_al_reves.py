# error: da el factor de la ida, el recíproco
# pista: crece
def read_table():
    return {
        "bug": 0.5,
        "saturated": "b",
        "both": "c",
        "per_layer": 49 ** (-1 / 9),
    }
