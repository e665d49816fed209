# error: estira bien, pero el 0 va al mayor valor
# pista: sentido
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append((1 - 2 * u) * limit)
    return weights
