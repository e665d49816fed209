# variante: ciclos sobre ejemplos y grupos, número por número
import numpy as np


def group_norm(x, groups, gamma, beta, epsilon):
    """Normaliza cada ejemplo por grupos de columnas seguidas: x (N, D) → y (N, D)."""
    n, d = x.shape
    ancho = d // groups
    y = np.zeros((n, d))
    for i in range(n):
        for k in range(groups):
            columnas = range(k * ancho, (k + 1) * ancho)
            media = sum(x[i, j] for j in columnas) / ancho
            var = sum((x[i, j] - media) ** 2 for j in columnas) / ancho
            for j in columnas:
                y[i, j] = gamma[j] * (x[i, j] - media) / (var + epsilon) ** 0.5 + beta[j]
    return y
