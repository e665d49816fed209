# error: entrega el cociente total, no por capa
# pista: siete pasos
def read_table():
    return {
        "factor": 1.1e-10 / 2.8e-5,
        "twins": "c",
        "alarm": "d",
        "cause": "c",
    }
