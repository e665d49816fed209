# error: saca raíz cuadrada de 49
# pista: nueve
def read_table():
    return {
        "bug": 0.5,
        "saturated": "b",
        "both": "c",
        "per_layer": 7,
    }
