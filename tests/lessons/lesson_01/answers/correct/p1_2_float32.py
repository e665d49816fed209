# variante: convierte a float32 y calcula en float32
import numpy as np


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    total = np.float32(0)
    gradientes = []
    for i, arreglo in enumerate(weights):
        a = np.asarray(arreglo, dtype=np.float32)
        lam = np.float32(l2[i // 2]) if i % 2 == 0 else np.float32(0)
        total += lam * np.sum(a * a, dtype=np.float32)
        gradientes.append(np.float32(2) * lam * a)
    return total, gradientes
