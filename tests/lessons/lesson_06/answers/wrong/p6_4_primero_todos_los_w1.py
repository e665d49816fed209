# error: devuelve primero todos los W1 y después todos los W2
# pista: orden
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2
    r = growth ** (1 / L) - 1
    primeros = [np.sqrt(2 / n) * w for w in noise[0::2]]
    segundos = [np.sqrt(r / m) * w for w in noise[1::2]]
    return primeros + segundos
