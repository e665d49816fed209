# error: multiplica u por 2 pero sigue restando 0,5
# pista: descentrados
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append((2 * u - 0.5) * limit)
    return weights
