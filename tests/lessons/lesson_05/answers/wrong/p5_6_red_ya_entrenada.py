# error: cree que se midió después de entrenar
# pista: antes
def read_table():
    return {
        "bug": 0.5,
        "saturated": "d",
        "both": "c",
        "per_layer": 49 ** (1 / 9),
    }
