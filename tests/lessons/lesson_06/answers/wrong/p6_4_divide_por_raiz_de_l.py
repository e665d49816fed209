# error: divide las ramas por √L, como en otras recetas, sin mirar growth
# pista: growth
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2
    pesos = []
    for w1, w2 in zip(noise[::2], noise[1::2]):
        pesos.append(np.sqrt(2 / n) * w1)
        pesos.append(np.sqrt(1 / (m * L)) * w2)
    return pesos
