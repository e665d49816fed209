# error: con grupos de una columna deja x sin normalizar, porque «no hay nada que promediar»
# pista: grupo
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    n, d = x.shape
    if groups == d:
        return gamma * x + beta
    partes = x.reshape(n, groups, d // groups)
    media = partes.mean(axis=2, keepdims=True)
    var = partes.var(axis=2, keepdims=True)
    x_hat = ((partes - media) / np.sqrt(var + epsilon)).reshape(n, d)
    return gamma * x_hat + beta
