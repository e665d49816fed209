# error: escala el ruido in situ y lo deja cambiado
# pista: copia
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2
    r = growth ** (1 / L) - 1
    for w1 in noise[::2]:
        w1 *= np.sqrt(2 / n)
    for w2 in noise[1::2]:
        w2 *= np.sqrt(r / m)
    return noise
