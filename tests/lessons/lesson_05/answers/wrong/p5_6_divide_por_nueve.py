# error: reparte 49 en partes iguales, dividiendo por 9
# pista: multiplica
def read_table():
    return {
        "bug": 0.5,
        "saturated": "b",
        "both": "c",
        "per_layer": 49 / 9,
    }
