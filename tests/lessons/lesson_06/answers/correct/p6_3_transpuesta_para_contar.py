# variante: conserva shape[1:] pero mira la forma con las salidas primero, solo para contar
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    weights = []
    for kernel in noise:
        *ventana, entradas, _salidas = kernel.shape
        salidas_primero = (_salidas, entradas, *ventana)
        fan_in = np.prod(salidas_primero[1:])
        weights.append(np.multiply(kernel, np.sqrt(2 / fan_in)))
    return weights
