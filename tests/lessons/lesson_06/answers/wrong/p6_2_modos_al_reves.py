# error: con fan_in divide por las salidas y con fan_out por las entradas
# pista: entradas
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    salidas, entradas = shape
    n = entradas if mode == "fan_in" else salidas
    std = np.sqrt(2 / ((1 + slope**2) * n))
    if distribution == "normal":
        return std * rng.standard_normal(shape)
    if distribution == "uniform":
        c = np.sqrt(3) * std
        return rng.uniform(-c, c, shape)
    w = rng.standard_normal(shape)
    while (out := np.abs(w) > 2).any():
        w[out] = rng.standard_normal(out.sum())
    return std * w / 0.87962566
