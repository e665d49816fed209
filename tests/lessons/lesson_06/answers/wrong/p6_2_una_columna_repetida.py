# error: sortea un solo vector de pesos y lo repite en todas las neuronas de salida
# pista: repetida
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    entradas, salidas = shape
    n = entradas if mode == "fan_in" else salidas
    std = np.sqrt(2 / ((1 + slope**2) * n))
    if distribution == "normal":
        w = rng.standard_normal((entradas, 1))
    elif distribution == "uniform":
        w = rng.uniform(-np.sqrt(3), np.sqrt(3), (entradas, 1))
    else:
        w = rng.standard_normal((entradas, 1))
        while (fuera := np.abs(w) > 2).any():
            w[fuera] = rng.standard_normal(fuera.sum())
        w = w / 0.87962566
    return std * w * np.ones((1, salidas))
