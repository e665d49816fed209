# error: usa la fila B
# pista: A
def read_table():
    return {
        "factor": (1.2e-4 / 2.1e-4) ** (1 / 7),
        "twins": "c",
        "alarm": "d",
        "cause": "c",
    }
