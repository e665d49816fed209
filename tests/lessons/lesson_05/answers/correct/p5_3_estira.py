# variante: estira a −1 y 1 antes de multiplicar
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append((2 * u - 1) * limit)
    return weights
