# error: busca 1/√2 y elige la columna más cercana, 0,75
# pista: multiplicado
def read_table():
    return {
        "bug": 0.75,
        "saturated": "b",
        "both": "c",
        "per_layer": 49 ** (1 / 9),
    }
