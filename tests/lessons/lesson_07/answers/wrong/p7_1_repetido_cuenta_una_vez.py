# error: mide los valores distintos: el 30 repetido cuenta una sola vez
# pista: media
import numpy as np


def by_hand():
    x = np.array([10, 15, 20, 30, 30])
    distintos = np.unique(x)
    m, s = distintos.mean(), distintos.std()
    return {
        "minmax": (x - 10) / 20,
        "standard": (x - m) / s,
        "new_minmax": 1.75,
        "new_standard": (45 - m) / s,
        "years": m - 2 * s,
    }
