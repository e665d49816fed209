# error: multiplica la suma de los λ por la suma de todos los cuadrados
# pista: capa
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    suma_cuadrados = 0.0
    gradientes = []
    for k, lam in enumerate(l2):
        W, b = weights[2 * k], weights[2 * k + 1]
        suma_cuadrados += np.sum(np.square(W))
        gradientes.append(2 * lam * W)
        gradientes.append(np.zeros_like(b))
    return sum(l2) * suma_cuadrados, gradientes
