# variante: promedios con una matriz por bloques (Kronecker)
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    t = x.shape[1] // groups
    promedia = np.kron(np.eye(groups), np.full((t, t), 1 / t))
    centrado = x - x @ promedia
    return gamma * centrado / np.sqrt(centrado**2 @ promedia + epsilon) + beta
