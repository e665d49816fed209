# error: cree que la tasa es muy chica
# pista: antes de entrenar
def read_table():
    return {
        "factor": (1.1e-10 / 2.8e-5) ** (1 / 7),
        "twins": "c",
        "alarm": "d",
        "cause": "d",
    }
