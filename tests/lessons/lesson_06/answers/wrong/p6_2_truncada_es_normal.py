# error: la truncada es una normal completa de la misma desviación, con colas
# pista: trunca
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    n = shape[0] if mode == "fan_in" else shape[1]
    std = np.sqrt(2 / ((1 + slope**2) * n))
    if distribution == "uniform":
        return std * rng.uniform(-np.sqrt(3), np.sqrt(3), shape)
    return std * rng.standard_normal(shape)
