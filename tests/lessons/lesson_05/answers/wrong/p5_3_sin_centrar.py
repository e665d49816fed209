# error: quita el 0,5: los pesos van de 0 a a
# pista: centrar
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, fan_out = u.shape
        limit = np.sqrt(6 / (fan_in + fan_out))
        weights.append(u * limit)
    return weights
