# variante: imputa y escala in situ sobre una copia; entrega una lista de dos
import numpy as np


def fit_scaler(x):
    original, x = x, x.copy()
    known = np.isfinite(x)
    x[~known] = 0
    n = known.sum(axis=0).clip(min=1)
    center = x.sum(axis=0) / n
    x -= center
    x[~known] = 0
    x **= 2
    scale = np.sqrt(x.sum(axis=0) / n)
    for j in range(len(scale)):
        if np.unique(original[known[:, j], j]).size <= 1:
            scale[j] = 1
    return [center, scale]


def apply_scaler(x, center, scale):
    z = x.copy()
    filas, columnas = np.nonzero(np.isnan(z))
    z[filas, columnas] = center[columnas]
    z -= center
    z /= scale
    return z
