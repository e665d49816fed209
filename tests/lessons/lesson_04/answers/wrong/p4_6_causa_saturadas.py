# error: cree que en C las neuronas están saturadas
# pista: satura
def read_table():
    return {
        "factor": (1.1e-10 / 2.8e-5) ** (1 / 7),
        "twins": "c",
        "alarm": "d",
        "cause": "b",
    }
