# error: pone el 2 de He también en W2, aunque después no hay ReLU: la rama aporta el doble
# pista: ReLU
import numpy as np


def residual_weights(noise, growth):
    """Kernels de una red residual cuyo E[h²] crece a lo más `growth` veces."""
    L = len(noise) // 2
    r = growth ** (1 / L) - 1
    pesos = []
    for i, k in enumerate(noise):
        he = np.sqrt(2 / len(k)) * k
        pesos.append(np.sqrt(r) * he if i % 2 else he)
    return pesos
