# error: llena el hueco con el reflejo del borde opuesto
# pista: borde
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    n, h, w = x.shape
    out = np.empty_like(x)
    for i in range(n):
        im = x[i]
        alto = im
        d, r = int(down[i]), int(right[i])
        if d > 0:
            alto = np.concatenate([im[h - d :][::-1], im[: h - d]])
        elif d < 0:
            alto = np.concatenate([im[-d:], im[:-d][::-1]])
        ancho = alto
        if r > 0:
            ancho = np.concatenate([alto[:, w - r :][:, ::-1], alto[:, : w - r]], axis=1)
        elif r < 0:
            ancho = np.concatenate([alto[:, -r:], alto[:, :-r][:, ::-1]], axis=1)
        out[i] = ancho
    return out
