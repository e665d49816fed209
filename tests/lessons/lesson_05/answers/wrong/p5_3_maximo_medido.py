# error: estira hasta que el mayor peso medido toque el límite
# pista: teorica
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append((u - 0.5) / np.abs(u - 0.5).max() * limit)
    return weights
