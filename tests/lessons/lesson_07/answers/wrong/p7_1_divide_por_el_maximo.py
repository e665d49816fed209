# error: min-max sin restar el mínimo: divide cada número por el máximo
# pista: mínimo
def by_hand():
    x = [10, 15, 20, 30, 30]
    return {
        "minmax": [v / 30 for v in x],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": 45 / 30,
        "new_standard": 3,
        "years": 5,
    }
