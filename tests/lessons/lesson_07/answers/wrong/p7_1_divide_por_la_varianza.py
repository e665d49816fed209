# error: al estandarizar divide por la varianza, sin sacar la raíz
# pista: raíz
def by_hand():
    x = [10, 15, 20, 30, 30]
    var = (121 + 36 + 1 + 81 + 81) / 5
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [(v - 21) / var for v in x],
        "new_minmax": 1.75,
        "new_standard": (45 - 21) / var,
        "years": 21 - 2 * var,
    }
