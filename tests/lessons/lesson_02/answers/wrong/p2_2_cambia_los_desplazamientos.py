# error: cambia el signo de down y right en su lugar: modifica lo que recibe
# pista: copia
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    n, h, w = x.shape
    marco = np.pad(x, ((0, 0), (h, h), (w, w)), mode="symmetric")
    # donde parte la ventana de cada imagen
    down *= -1
    down += h
    right *= -1
    right += w
    return np.array(
        [marco[i, down[i] : down[i] + h, right[i] : right[i] + w] for i in range(n)],
        dtype=x.dtype,
    )
