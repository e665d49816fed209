# variante: copia cada arreglo y lo transforma in situ en su gradiente
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    gradientes = [np.array(a, dtype=float) for a in weights]
    total = 0.0
    for i, g in enumerate(gradientes):
        if i % 2 == 0:
            total += l2[i // 2] * np.linalg.norm(g) ** 2
            g *= 2 * l2[i // 2]
        else:
            g[:] = 0
    return total, gradientes
