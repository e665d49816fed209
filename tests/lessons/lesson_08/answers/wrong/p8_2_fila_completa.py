# error: normaliza la fila entera e ignora los grupos
# pista: grupo
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    media = x.mean(axis=1, keepdims=True)
    var = x.var(axis=1, keepdims=True)
    return gamma * (x - media) / np.sqrt(var + epsilon) + beta
