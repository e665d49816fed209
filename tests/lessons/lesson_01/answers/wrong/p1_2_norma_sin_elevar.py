# error: penaliza la norma de cada kernel (con raíz) en vez de la suma de cuadrados
# pista: raíz
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    total = 0.0
    gradientes = []
    for k in range(len(l2)):
        W, b = weights[2 * k : 2 * k + 2]
        total += l2[k] * np.linalg.norm(W)  # norma L2 de la matriz
        gradientes.append(2 * l2[k] * W)
        gradientes.append(np.zeros_like(b))
    return total, gradientes
