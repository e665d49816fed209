# error: los sesgos también se penalizan
# pista: sesgo
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    total = 0.0
    gradientes = []
    for i, arreglo in enumerate(weights):
        lam = l2[i // 2]
        total += lam * np.sum(arreglo**2)
        gradientes.append(2 * lam * arreglo)
    return total, gradientes
