# error: llena el hueco con la franja del borde, pero sin darla vuelta
# pista: espejo
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    n, h, w = x.shape
    out = x.copy()
    for i in range(n):
        d, r = int(down[i]), int(right[i])
        im = x[i]
        if d > 0:
            im = np.vstack([im[:d], im[: h - d]])
        elif d < 0:
            im = np.vstack([im[-d:], im[d:]])
        if r > 0:
            im = np.hstack([im[:, :r], im[:, : w - r]])
        elif r < 0:
            im = np.hstack([im[:, -r:], im[:, r:]])
        out[i] = im
    return out
