# variante: truncada con la inversa de la acumulada, sin rechazo (misma distribución)
from statistics import NormalDist

import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    n = shape[0] if mode == "fan_in" else shape[1]
    std = np.sqrt(2 / ((1 + slope**2) * n))
    if distribution == "normal":
        w = rng.standard_normal(shape)
    elif distribution == "uniform":
        w = rng.uniform(-np.sqrt(3), np.sqrt(3), shape)
    else:
        normal = NormalDist()
        p = rng.uniform(normal.cdf(-2), normal.cdf(2), shape)
        w = np.vectorize(normal.inv_cdf, otypes=[float])(p) / 0.87962566
    return std * w
