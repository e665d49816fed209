# error: toma el λ según la posición del arreglo en la lista y no según su capa
# pista: capa
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    total = 0.0
    gradientes = []
    for i, arreglo in enumerate(weights):
        if i % 2 == 1:
            gradientes.append(np.zeros_like(arreglo))
            continue
        lam = l2[i % len(l2)]  # si se acaban, se vuelve a empezar
        total += lam * (arreglo**2).sum()
        gradientes.append(2 * lam * arreglo)
    return total, gradientes
