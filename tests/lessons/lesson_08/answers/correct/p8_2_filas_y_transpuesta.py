# variante: cada grupo es una fila de una matriz larga; γ y β con forma de grupo
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    t = x.shape[1] // groups
    filas = x.reshape(-1, t)
    centradas = filas.T - filas.mean(axis=1)
    normal = (centradas / np.sqrt(filas.var(axis=1) + epsilon)).T
    y = normal.reshape(-1, groups, t) * gamma.reshape(groups, t) + beta.reshape(groups, t)
    return y.reshape(x.shape)
