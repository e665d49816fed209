# error: escribe el resultado sobre x en vez de un arreglo nuevo
# pista: copia
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    h, w = x.shape[1:]
    for i in range(len(x)):
        marco = np.pad(x[i], ((h, h), (w, w)), mode="symmetric")
        x[i] = marco[h - down[i] : 2 * h - down[i], w - right[i] : 2 * w - right[i]]
    return x
