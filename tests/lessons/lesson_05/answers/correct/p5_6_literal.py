# variante: números y letras escritos a mano
def read_table():
    return {
        "bug": 0.5,
        "saturated": "b",
        "both": "c",
        "per_layer": 1.54,
    }
