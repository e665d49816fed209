# variante: un ciclo por capas
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    penalizacion = 0.0
    gradientes = []
    for k, lam in enumerate(l2):
        W, b = weights[2 * k], weights[2 * k + 1]
        penalizacion += lam * np.sum(W**2)
        gradientes.append(2 * lam * W)
        gradientes.append(np.zeros_like(b))
    return penalizacion, gradientes
