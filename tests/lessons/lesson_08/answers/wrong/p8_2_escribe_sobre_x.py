# error: normaliza in situ: la vista de x modifica la entrada
# pista: copia
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    n, d = x.shape
    partes = x.reshape(n, groups, d // groups)
    media = partes.mean(axis=2, keepdims=True)
    var = partes.var(axis=2, keepdims=True)
    partes -= media
    partes /= np.sqrt(var + epsilon)
    return gamma * partes.reshape(n, d) + beta
