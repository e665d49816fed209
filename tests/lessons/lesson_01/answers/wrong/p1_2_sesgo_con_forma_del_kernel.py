# error: los ceros del sesgo tienen la forma del kernel de su capa
# pista: forma
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    total = 0.0
    gradientes = []
    for k, lam in enumerate(l2):
        W = weights[2 * k]
        total += lam * np.sum(W**2)
        gradientes.append(2 * lam * W)
        gradientes.append(np.zeros_like(W))  # el sesgo no se penaliza
    return total, gradientes
