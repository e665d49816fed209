# error: multiplica los kernels in situ: los pesos recibidos quedan convertidos en gradientes
# pista: copia
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    total = 0.0
    gradientes = []
    for i in range(0, len(weights), 2):
        lam = l2[i // 2]
        g = weights[i]
        total += lam * np.sum(g**2)
        g *= 2 * lam
        gradientes.append(g)
        gradientes.append(np.zeros_like(weights[i + 1]))
    return total, gradientes
