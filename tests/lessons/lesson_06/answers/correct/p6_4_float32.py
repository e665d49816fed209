# variante: kernels en float32
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) / 2
    s1 = np.float32(np.sqrt(2 / n))
    s2 = np.float32(np.sqrt((growth ** (1 / L) - 1) / m))
    pesos = []
    for a, b in zip(noise[::2], noise[1::2]):
        pesos.append(s1 * np.asarray(a, np.float32))
        pesos.append(s2 * np.asarray(b, np.float32))
    return pesos
