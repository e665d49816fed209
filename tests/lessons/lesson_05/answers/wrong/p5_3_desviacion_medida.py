# error: estandariza los números que llegan y les da la desviación de Glorot
# pista: teorica
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append((u - u.mean()) / u.std() * limit / np.sqrt(3))
    return weights
