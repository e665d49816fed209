# error: de la 1 a la 8: el factor sale mayor que 1
# pista: achica
def read_table():
    return {
        "factor": (2.8e-5 / 1.1e-10) ** (1 / 7),
        "twins": "c",
        "alarm": "d",
        "cause": "c",
    }
