# error: siempre usa las entradas, también cuando piden fan_out
# pista: fan_out
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    std = np.sqrt(2 / ((1 + slope**2) * shape[0]))
    if distribution == "normal":
        return rng.normal(0, std, size=shape)
    if distribution == "uniform":
        return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, size=shape)
    w = rng.normal(size=shape)
    fuera = np.abs(w) > 2
    while fuera.any():
        w[fuera] = rng.normal(size=fuera.sum())
        fuera = np.abs(w) > 2
    return w * std / 0.87962566
