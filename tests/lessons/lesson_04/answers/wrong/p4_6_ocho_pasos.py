# error: cuenta ocho pasos en vez de siete
# pista: siete
def read_table():
    return {
        "factor": (1.1e-10 / 2.8e-5) ** (1 / 8),
        "twins": "c",
        "alarm": "d",
        "cause": "c",
    }
