# error: la lista de gradientes trae solo los de los kernels; faltan los ceros de los sesgos
# pista: sesgo
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    kernels = [a for a in weights if a.ndim > 1]
    total = sum(lam * np.sum(W**2) for lam, W in zip(l2, kernels))
    gradientes = [2 * lam * W for lam, W in zip(l2, kernels)]
    return total, gradientes
