# error: agranda el límite con √2, como si el factor 2 fuera de la varianza
# pista: 2
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(12 / (fan_in + fan_out))
        weights.append((u - 0.5) * limit)
    return weights
