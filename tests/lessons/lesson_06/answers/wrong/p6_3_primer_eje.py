# error: toma el primer eje: en una convolución es el alto de la ventana
# pista: ventana
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        fan_in = kernel.shape[0]
        weights.append(np.sqrt(2 / fan_in) * kernel)
    return weights
