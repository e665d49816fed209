# error: multiplica el ruido por la varianza, sin sacar la raíz
# pista: raíz
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    n = shape[0] if mode == "fan_in" else shape[1]
    escala = 2 / ((1 + slope**2) * n)
    if distribution == "normal":
        return escala * rng.standard_normal(shape)
    if distribution == "uniform":
        return escala * rng.uniform(-np.sqrt(3), np.sqrt(3), shape)
    w = rng.standard_normal(shape)
    while (out := np.abs(w) > 2).any():
        w[out] = rng.standard_normal(out.sum())
    return escala * w / 0.87962566
