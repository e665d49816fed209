# error: usa la convención (λ/2)·ΣW², cuyo gradiente es λ·W
# pista: ½
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    total = 0.0
    grads = []
    for W, b, lam in zip(weights[0::2], weights[1::2], l2):
        total = total + lam / 2 * np.sum(W * W)
        grads += [lam * W, np.zeros(b.shape)]
    return total, grads
