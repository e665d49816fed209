# variante: in situ sobre una copia: primero las filas y después las columnas
import numpy as np


def correr_filas(im, d):
    """Corre una imagen d filas, reflejando el borde."""
    if d > 0:
        return np.concatenate([im[:d][::-1], im[:-d]])
    if d < 0:
        return np.concatenate([im[-d:], im[d:][::-1]])
    return im


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    out = x.copy()
    for i, (d, r) in enumerate(zip(down, right)):
        out[i] = correr_filas(out[i], d)
        out[i] = correr_filas(out[i].T, r).T
    return out
