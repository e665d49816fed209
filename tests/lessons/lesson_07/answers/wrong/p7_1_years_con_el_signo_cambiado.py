# error: suma dos desviaciones a la media porque pierde el signo del −2
# pista: media
def by_hand():
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": 1.75,
        "new_standard": 3,
        "years": 21 + 2 * 8,
    }
