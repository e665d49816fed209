# error: entiende que −2 son dos años bajo la media
# pista: desviación
def by_hand():
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": 1.75,
        "new_standard": 3,
        "years": 21 - 2,
    }
