# error: corrige las densas y deja las convoluciones como estaban
# pista: salidas
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        fan_in = np.prod(kernel.shape[1:])
        if kernel.ndim == 2:
            fan_in = kernel.shape[0]
        weights.append(np.sqrt(2 / fan_in) * kernel)
    return weights
