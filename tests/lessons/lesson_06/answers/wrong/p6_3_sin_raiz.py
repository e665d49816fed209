# error: multiplica por la varianza en vez de la desviación
# pista: raíz
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        fan_in = np.prod(kernel.shape[:-1])
        weights.append(2 / fan_in * kernel)
    return weights
