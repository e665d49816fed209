# error: de paso cambia el 2 por un 1: cree que el error estaba en el 2
# pista: 2
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        fan_in = np.prod(kernel.shape[:-1])
        weights.append(np.sqrt(1 / fan_in) * kernel)
    return weights
