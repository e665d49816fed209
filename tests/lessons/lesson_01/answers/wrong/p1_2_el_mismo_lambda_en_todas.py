# error: usa el λ de la primera capa en todas
# pista: capa
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    lam = l2[0]
    total = 0.0
    gradientes = []
    for arreglo in weights:
        if arreglo.ndim == 2:
            total += lam * np.sum(arreglo**2)
            gradientes.append(2 * lam * arreglo)
        else:
            gradientes.append(np.zeros_like(arreglo))
    return total, gradientes
