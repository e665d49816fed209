# error: promedia los cuadrados de cada kernel (y su gradiente) en vez de sumarlos
# pista: suma
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    penalizacion = 0.0
    gradientes = []
    for k, lam in enumerate(l2):
        W, b = weights[2 * k], weights[2 * k + 1]
        penalizacion += lam * np.mean(W**2)
        gradientes += [2 * lam * W / W.size, np.zeros_like(b)]
    return penalizacion, gradientes
