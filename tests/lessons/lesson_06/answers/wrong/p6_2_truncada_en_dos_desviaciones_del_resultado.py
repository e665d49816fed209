# error: escala primero y trunca en 2σ del resultado, sin corregir las colas
# pista: 0,87962566
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    n = shape[0] if mode == "fan_in" else shape[1]
    std = np.sqrt(2 / ((1 + slope**2) * n))
    if distribution == "uniform":
        c = np.sqrt(3) * std
        return rng.uniform(-c, c, shape)
    w = rng.normal(0, std, shape)
    if distribution == "truncated_normal":
        fuera = np.abs(w) > 2 * std
        while fuera.any():
            w[fuera] = rng.normal(0, std, fuera.sum())
            fuera = np.abs(w) > 2 * std
    return w
