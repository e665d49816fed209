# error: lleva la uniforme a desviación 1 con √12 y después multiplica por el límite
# pista: limite
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append((u - 0.5) * np.sqrt(12) * limit)
    return weights
