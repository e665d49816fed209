# error: min-max que lleva a [−1, 1] y no a [0, 1]
# pista: 0
def by_hand():
    x = [10, 15, 20, 30, 30]
    return {
        "minmax": [2 * (v - 10) / 20 - 1 for v in x],
        "standard": [-1.375, -0.75, -0.125, 1.125, 1.125],
        "new_minmax": 2 * (45 - 10) / 20 - 1,
        "new_standard": 3,
        "years": 5,
    }
