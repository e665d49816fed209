# error: cree que la constante es A, por el 10 % de aciertos
# pista: distintas
def read_table():
    return {
        "factor": (1.1e-10 / 2.8e-5) ** (1 / 7),
        "twins": "a",
        "alarm": "d",
        "cause": "c",
    }
