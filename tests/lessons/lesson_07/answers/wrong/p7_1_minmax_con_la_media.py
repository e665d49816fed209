# error: mezcla las dos: resta la media y divide por el ancho
# pista: mínimo
def by_hand():
    x = [10, 15, 20, 30, 30]
    return {
        "minmax": [(v - 21) / 20 for v in x],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": (45 - 21) / 20,
        "new_standard": 3,
        "years": 5,
    }
