# error: usa el último eje y la ventana: cuenta las salidas (fan_out)
# pista: salidas
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        fan = np.prod(kernel.shape[:-2]) * kernel.shape[-1]
        weights.append(np.sqrt(2 / fan) * kernel)
    return weights
