# error: cambia el 6 por un 2 al corregir: usa la desviación como límite
# pista: limite
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(2 / (fan_in + fan_out))
        weights.append((2 * u - 1) * limit)
    return weights
