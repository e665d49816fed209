# error: usa r = growth^(1/L), sin restar el 1 del atajo
# pista: atajo
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2
    r = growth ** (1 / L)
    pesos = []
    for w1, w2 in zip(noise[::2], noise[1::2]):
        pesos += [np.sqrt(2 / n) * w1, np.sqrt(r / m) * w2]
    return pesos
