# error: al volver a sortear crea de nuevo el generador: los pesos se repiten, no son independientes
# pista: independiente
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    n = shape[0] if mode == "fan_in" else shape[1]
    std = np.sqrt(2 / ((1 + slope**2) * n))
    rng = np.random.default_rng(seed)
    if distribution == "uniform":
        return rng.uniform(-np.sqrt(3) * std, np.sqrt(3) * std, shape)
    w = rng.standard_normal(shape)
    if distribution == "normal":
        return std * w
    for _ in range(50):
        fuera = np.abs(w) > 2
        w[fuera] = np.random.default_rng(seed).standard_normal(fuera.sum())
    return std * w / 0.87962566
