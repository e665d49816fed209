# error: supone que toda convolución tiene cuatro ejes: con tres multiplica también las salidas
# pista: último
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        fan_in = np.prod(kernel.shape[:3])  # alto · ancho · entradas
        if kernel.ndim == 2:
            fan_in = kernel.shape[0]
        weights.append(np.sqrt(2 / fan_in) * kernel)
    return weights
