# error: estandariza restando la media, sin dividir por la desviación
# pista: desviación
def by_hand():
    x = [10, 15, 20, 30, 30]
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [v - 21 for v in x],
        "new_minmax": 1.75,
        "new_standard": 45 - 21,
        "years": -2 + 21,
    }
