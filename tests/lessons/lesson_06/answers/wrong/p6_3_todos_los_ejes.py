# error: multiplica todos los ejes, incluidas las salidas
# pista: salidas
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    return [np.sqrt(2 / kernel.size) * kernel for kernel in noise]
