# error: min-max que resta el mínimo pero divide por el máximo y no por el ancho
# pista: ancho
def by_hand():
    x = [10, 15, 20, 30, 30]
    return {
        "minmax": [(v - 10) / 30 for v in x],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": 35 / 30,
        "new_standard": 3,
        "years": 5,
    }
