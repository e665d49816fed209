# variante: el factor con dos cifras
def read_table():
    return {
        "factor": 0.17,
        "twins": "c",
        "alarm": "d",
        "cause": "c",
    }
