# error: usa solo las entradas en el límite: en capas cuadradas se ve parecido
# pista: salidas
import numpy as np


def fixed_glorot(uniforms):
    weights = []
    for u in uniforms:
        fan_in, _fan_out = u.shape
        limit = np.sqrt(3 / fan_in)
        weights.append((2 * u - 1) * limit)
    return weights
