# variante: aplana cada kernel a una matriz densa (entradas, salidas) y vuelve a su forma
import numpy as np


def _densa(matriz):
    entradas, _ = matriz.shape
    return np.sqrt(2.0 / entradas) * matriz


def fixed_he(noise):
    """La misma función, corregida."""
    return [_densa(k.reshape(-1, k.shape[-1])).reshape(k.shape) for k in noise]
