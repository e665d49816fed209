# error: la derivada de λ·w² no lleva el 2
# pista: derivada, 2
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    penalizacion = 0.0
    gradientes = []
    for k, lam in enumerate(l2):
        W = weights[2 * k]
        b = weights[2 * k + 1]
        penalizacion += lam * np.sum(W**2)
        gradientes.append(lam * W)
        gradientes.append(np.zeros_like(b))
    return penalizacion, gradientes
