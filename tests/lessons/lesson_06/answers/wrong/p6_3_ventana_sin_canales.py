# error: en las convoluciones multiplica la ventana y olvida los canales de entrada
# pista: entrada
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        fan_in = kernel.shape[0] if kernel.ndim == 2 else np.prod(kernel.shape[:-2])
        weights.append(np.sqrt(2 / fan_in) * kernel)
    return weights
