# error: multiplica cada kernel in situ y cambia el ruido recibido
# pista: copia
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        kernel *= np.sqrt(2 / np.prod(kernel.shape[:-1]))
        weights.append(kernel)
    return weights
