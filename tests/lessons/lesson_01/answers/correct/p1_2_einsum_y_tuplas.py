# variante: einsum y zip; devuelve una tupla de gradientes
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    kernels, sesgos = weights[0::2], weights[1::2]
    cuadrados = [np.einsum("ij,ij->", W, W) for W in kernels]
    total = np.dot(l2, cuadrados)
    gradientes = ()
    for lam, W, b in zip(l2, kernels, sesgos):
        gradientes += (W * lam + W * lam, np.zeros(b.shape))
    return total, gradientes
