# error: deja que cada bloque crezca growth veces, no los L juntos
# pista: bloque
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    pesos = []
    for w1, w2 in zip(noise[::2], noise[1::2]):
        pesos.append(np.sqrt(2 / n) * w1)
        pesos.append(np.sqrt((growth - 1) / m) * w2)
    return pesos
