# variante: interpolación lineal entre −a y a, devuelta como tupla de arreglos en una lista
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        a = np.sqrt(6 / np.add(*u.shape))
        weights.append(np.interp(u, [0, 1], [-a, a]))
    return weights
