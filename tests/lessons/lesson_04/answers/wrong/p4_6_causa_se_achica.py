# error: cree que en C se desvaneció capa por capa
# pista: capa 8
def read_table():
    return {
        "factor": (1.1e-10 / 2.8e-5) ** (1 / 7),
        "twins": "c",
        "alarm": "d",
        "cause": "a",
    }
