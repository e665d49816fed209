# error: aplica γ y β primero y normaliza después
# pista: γ
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    n, d = x.shape
    x = gamma * x + beta
    partes = x.reshape(n, groups, d // groups)
    media = partes.mean(axis=2, keepdims=True)
    var = partes.var(axis=2, keepdims=True)
    return ((partes - media) / np.sqrt(var + epsilon)).reshape(n, d)
