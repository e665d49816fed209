# error: cree que con tantas saturadas el gradiente se apaga
# pista: gradiente
def read_table():
    return {
        "bug": 0.5,
        "saturated": "a",
        "both": "c",
        "per_layer": 49 ** (1 / 9),
    }
