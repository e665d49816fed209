# error: el arreglo de salida es np.zeros, o sea float64, y pierde el tipo de x
# pista: tipo
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    n, h, w = x.shape
    out = np.zeros((n, h, w))
    for i in range(n):
        marco = np.pad(x[i], ((h, h), (w, w)), mode="symmetric")
        out[i] = marco[h - down[i] : 2 * h - down[i], w - right[i] : 2 * w - right[i]]
    return out
