# variante: ciclos sobre ejemplos y grupos
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    n, d = x.shape
    t = d // groups
    d_x, d_gamma, d_beta = np.zeros((n, d)), np.zeros(d), np.zeros(d)
    for i in range(n):
        for k in range(groups):
            j = slice(k * t, (k + 1) * t)
            fila = x[i, j]
            s = (fila.var() + epsilon) ** 0.5
            x_hat = (fila - fila.mean()) / s
            g = grad[i, j] * gamma[j]
            for p in range(t):
                d_x[i, k * t + p] = (g[p] - sum(g) / t - x_hat[p] * np.dot(g, x_hat) / t) / s
            d_gamma[j] += grad[i, j] * x_hat
            d_beta[j] += grad[i, j]
    return d_x, d_gamma, d_beta
