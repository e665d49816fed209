# error: cree que 2,33 es la alarma, por pasar de ln 10
# pista: ln 10
def read_table():
    return {
        "factor": (1.1e-10 / 2.8e-5) ** (1 / 7),
        "twins": "c",
        "alarm": "b",
        "cause": "c",
    }
