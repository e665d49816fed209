# error: usa la media y la varianza de cada columna en el lote, como BN
# pista: ejemplo
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    media = x.mean(axis=0)
    var = x.var(axis=0)
    x_hat = (x - media) / np.sqrt(var + epsilon)
    return gamma * x_hat + beta
