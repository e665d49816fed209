# variante: sin ciclos: índices de fila y columna reflejados con módulo
import numpy as np


def indices(largo, corrimiento):
    """Una fila de índices por imagen, reflejados en los dos filos."""
    k = (np.arange(largo)[None, :] - np.asarray(corrimiento)[:, None]) % (2 * largo)
    return np.where(k < largo, k, 2 * largo - 1 - k)


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    filas = indices(x.shape[1], down)
    columnas = indices(x.shape[2], right)
    lote = np.arange(len(x))
    return x[lote[:, None, None], filas[:, :, None], columnas[:, None, :]]
