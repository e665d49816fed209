# variante: con NumPy, devolviendo arreglos
import numpy as np


def by_hand():
    x = np.array([10, 15, 20, 30, 30.0])
    lo, hi, m, s = x.min(), x.max(), x.mean(), x.std()
    return dict(
        minmax=(x - lo) / (hi - lo),
        standard=(x - m) / s,
        new_minmax=(45 - lo) / (hi - lo),
        new_standard=(45 - m) / s,
        years=m - 2 * s,
    )
