# error: divide el cociente por 7 en vez de sacar la raíz
# pista: raíz
def read_table():
    return {
        "factor": 2.8e-5 / 1.1e-10 / 7,
        "twins": "c",
        "alarm": "d",
        "cause": "c",
    }
