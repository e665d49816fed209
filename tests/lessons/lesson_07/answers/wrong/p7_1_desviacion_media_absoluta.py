# error: usa el promedio de las distancias a la media en vez de la desviación estándar
# pista: cuadrado
def by_hand():
    x = [10, 15, 20, 30, 30]
    s = (11 + 6 + 1 + 9 + 9) / 5
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [(v - 21) / s for v in x],
        "new_minmax": 1.75,
        "new_standard": (45 - 21) / s,
        "years": 21 - 2 * s,
    }
