# error: recorta con np.clip, que amontona pesos en los bordes, y corrige por 0,8796
# pista: clip
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    n = shape[0] if mode == "fan_in" else shape[1]
    std = np.sqrt(2 / ((1 + slope**2) * n))
    if distribution == "normal":
        return std * rng.standard_normal(shape)
    if distribution == "uniform":
        c = np.sqrt(3) * std
        return rng.uniform(-c, c, shape)
    w = np.clip(rng.standard_normal(shape), -2, 2)
    return std * w / 0.87962566
