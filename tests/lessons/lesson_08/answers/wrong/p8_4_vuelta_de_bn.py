# error: la vuelta de BN entera: estadísticas y promedios por columna
# pista: grupo
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    mean = x.mean(axis=0)
    s = np.sqrt(x.var(axis=0) + epsilon)
    x_hat = (x - mean) / s
    g = grad * gamma
    d_x = (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0)) / s
    return d_x, (grad * x_hat).sum(axis=0), grad.sum(axis=0)
