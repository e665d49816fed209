# error: escribe 1 + a en vez de 1 + a²
# pista: cuadrado
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    fan = {"fan_in": shape[0], "fan_out": shape[1]}[mode]
    std = (2 / ((1 + slope) * fan)) ** 0.5
    if distribution == "normal":
        w = rng.normal(0, 1, shape)
    elif distribution == "uniform":
        w = rng.uniform(-np.sqrt(3), np.sqrt(3), shape)
    else:
        w = rng.normal(0, 1, shape)
        while np.any(np.abs(w) > 2):
            fuera = np.abs(w) > 2
            w[fuera] = rng.normal(0, 1, fuera.sum())
        w = w / 0.87962566
    return std * w
