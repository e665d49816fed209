# variante: convierte a float32
import math

import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    salida = []
    for kernel in noise:
        k = np.asarray(kernel, np.float32)
        salida.append(np.float32(math.sqrt(2 / math.prod(k.shape[:-1]))) * k)
    return salida
