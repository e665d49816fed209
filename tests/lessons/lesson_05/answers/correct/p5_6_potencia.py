# variante: la raíz novena como potencia y 1/2 como fracción
def read_table():
    return {
        "bug": 1 / 2,
        "saturated": "b",
        "both": "c",
        "per_layer": 49 ** (1 / 9),
    }
