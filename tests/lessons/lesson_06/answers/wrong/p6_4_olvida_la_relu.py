# error: olvida que la ReLU deja la mitad y cuenta 2·E[h²] a la entrada de W2
# pista: mitad
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    n, m = noise[0].shape
    L = len(noise) // 2
    r = growth ** (1 / L) - 1
    pesos = []
    for i, k in enumerate(noise):
        pesos.append((np.sqrt(r / (2 * m)) if i % 2 else np.sqrt(2 / n)) * k)
    return pesos
