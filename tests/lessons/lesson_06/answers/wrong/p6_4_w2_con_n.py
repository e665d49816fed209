# error: en W2 divide por n, el ancho de h, y no por las m entradas de ese kernel
# pista: entradas
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n = noise[0].shape[0]
    L = len(noise) // 2
    r = growth ** (1 / L) - 1
    pesos = []
    for i, k in enumerate(noise):
        pesos.append((np.sqrt(r / n) if i % 2 else np.sqrt(2 / n)) * k)
    return pesos
