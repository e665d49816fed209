# error: divide por la desviación sin restar la media
# pista: media
def by_hand():
    x = [10, 15, 20, 30, 30]
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [v / 8 for v in x],
        "new_minmax": 1.75,
        "new_standard": 45 / 8,
        "years": 5,
    }
