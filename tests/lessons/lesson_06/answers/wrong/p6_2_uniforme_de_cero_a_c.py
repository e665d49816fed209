# error: usa rng.random, que va de 0 a 1: la media no es 0 y la varianza es otra
# pista: en torno a 0
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    n = shape[0] if mode == "fan_in" else shape[1]
    std = np.sqrt(2 / ((1 + slope**2) * n))
    if distribution == "normal":
        return std * rng.standard_normal(shape)
    if distribution == "uniform":
        return np.sqrt(12) * std * rng.random(shape)
    w = rng.standard_normal(shape)
    while (out := np.abs(w) > 2).any():
        w[out] = rng.standard_normal(out.sum())
    return std * w / 0.87962566
