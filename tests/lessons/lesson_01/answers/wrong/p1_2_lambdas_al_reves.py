# error: asigna los λ en el orden contrario, como si la lista empezara por la capa de salida
# pista: orden
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    # Retropropagación: se recorre desde la salida
    gradientes = []
    total = 0.0
    for i in range(len(weights) // 2 - 1, -1, -1):
        lam = l2[len(l2) - 1 - i]
        W, b = weights[2 * i], weights[2 * i + 1]
        total += lam * np.sum(W**2)
        gradientes = [2 * lam * W, np.zeros_like(b)] + gradientes
    return total, gradientes
