# error: arma los grupos con columnas salteadas (0, 2, 4 y 1, 3, 5)
# pista: seguidas
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    n, d = x.shape
    partes = x.reshape(n, d // groups, groups)
    media = partes.mean(axis=1, keepdims=True)
    var = partes.var(axis=1, keepdims=True)
    x_hat = ((partes - media) / np.sqrt(var + epsilon)).reshape(n, d)
    return gamma * x_hat + beta
