# error: usa L1 (Σ|W|, con gradiente λ·signo) en vez de L2
# pista: cuadrado
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    kernels = weights[::2]
    sesgos = weights[1::2]
    penalizacion = sum(lam * np.abs(W).sum() for W, lam in zip(kernels, l2))
    gradientes = []
    for W, b, lam in zip(kernels, sesgos, l2):
        gradientes.append(lam * np.sign(W))
        gradientes.append(np.zeros_like(b))
    return penalizacion, gradientes
