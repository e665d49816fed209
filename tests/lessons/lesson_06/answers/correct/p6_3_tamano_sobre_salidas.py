# variante: fan_in como tamaño total dividido por las salidas, en una comprensión
import numpy as np


def fixed_he(noise):
    """La misma función, corregida."""
    return [k / np.sqrt(k.size / k.shape[-1] / 2) for k in noise]
