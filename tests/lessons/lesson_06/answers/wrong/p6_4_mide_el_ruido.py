# error: divide por la desviación medida en cada ruido, como si hubiera que corregirla
# pista: mid
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2
    r = growth ** (1 / L) - 1
    pesos = []
    for w1, w2 in zip(noise[::2], noise[1::2]):
        pesos.append(np.sqrt(2 / n) * w1 / np.std(w1))
        pesos.append(np.sqrt(r / m) * w2 / np.std(w2))
    return pesos
