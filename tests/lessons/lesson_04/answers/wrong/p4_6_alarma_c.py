# error: cree que la pérdida 2,30 de C avisa
# pista: ln 10
def read_table():
    return {
        "factor": (1.1e-10 / 2.8e-5) ** (1 / 7),
        "twins": "c",
        "alarm": "c",
        "cause": "c",
    }
