# error: np.pad con un solo número: agrega marco también al eje de las imágenes
# pista: eje
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    n, h, w = x.shape
    k = max(h, w)
    marco = np.pad(x, k, mode="symmetric")
    out = np.empty_like(x)
    for i in range(n):
        out[i] = marco[i, k - down[i] : k - down[i] + h, k - right[i] : k - right[i] + w]
    return out
