# error: al escalar la casa nueva con min-max le pone a ella el 1, como el nuevo máximo
# pista: cinco
def by_hand():
    return {
        "minmax": [0, 0.25, 0.5, 1, 1],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": (45 - 10) / (45 - 10),
        "new_standard": 3,
        "years": 5,
    }
