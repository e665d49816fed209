# error: no encuentra el error: cambia solo la forma de escribirlo
# pista: intervalo
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append(limit * u - limit / 2)
    return weights
