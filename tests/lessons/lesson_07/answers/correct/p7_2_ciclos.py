# variante: ciclos de Python puros, dato por dato
from math import isnan, sqrt

import numpy as np


def fit_scaler(x):
    filas, columnas = x.shape
    center = np.zeros(columnas)
    scale = np.ones(columnas)
    for j in range(columnas):
        datos = []
        for i in range(filas):
            if not isnan(x[i, j]):
                datos.append(float(x[i, j]))
        if datos:
            center[j] = sum(datos) / len(datos)
            if max(datos) > min(datos):
                scale[j] = sqrt(sum((v - center[j]) ** 2 for v in datos) / len(datos))
    return center, scale


def apply_scaler(x, center, scale):
    out = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            if not isnan(x[i, j]):
                out[i, j] = (x[i, j] - center[j]) / scale[j]
    return out
