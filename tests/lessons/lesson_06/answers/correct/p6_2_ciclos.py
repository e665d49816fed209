# variante: peso por peso, con ciclos de Python y rechazo uno a uno
import numpy as np


def he_leaky(shape, slope, mode, distribution, seed):
    """Kernel denso con la varianza de He para leaky ReLU de pendiente `slope`."""
    rng = np.random.default_rng(seed)
    entradas, salidas = shape
    n = salidas
    if mode == "fan_in":
        n = entradas
    sigma = (2 / (1 + slope * slope) / n) ** 0.5
    w = np.zeros(shape)
    for i in range(entradas):
        for j in range(salidas):
            if distribution == "normal":
                w[i, j] = rng.normal(0, sigma)
            elif distribution == "uniform":
                c = sigma * 3**0.5
                w[i, j] = rng.uniform(-c, c)
            else:
                z = rng.normal()
                while abs(z) > 2:
                    z = rng.normal()
                w[i, j] = sigma * z / 0.87962566
    return w
