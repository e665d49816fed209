# error: estandariza restando la mediana (20) y no la media
# pista: media
def by_hand():
    x = [10, 15, 20, 30, 30]
    centro = sorted(x)[2]
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [(v - centro) / 8 for v in x],
        "new_minmax": 1.75,
        "new_standard": (45 - centro) / 8,
        "years": -2 * 8 + centro,
    }
