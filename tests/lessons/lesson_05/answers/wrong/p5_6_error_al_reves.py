# error: contesta 2: la ganancia que corrige el error y no la que lo produce
# pista: correccion
def read_table():
    return {
        "bug": 2,
        "saturated": "b",
        "both": "c",
        "per_layer": 49 ** (1 / 9),
    }
