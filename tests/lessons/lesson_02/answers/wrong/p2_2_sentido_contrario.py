# error: la ventana parte en H + down y W + right: corre al revés
# pista: revés
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    n, h, w = x.shape
    marco = np.pad(x, ((0, 0), (h, h), (w, w)), mode="symmetric")
    out = np.empty_like(x)
    for i in range(n):
        fila, col = h + down[i], w + right[i]
        out[i] = marco[i, fila : fila + h, col : col + w]
    return out
