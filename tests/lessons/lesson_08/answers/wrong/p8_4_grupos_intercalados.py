# error: arma los grupos con columnas salteadas
# pista: seguidas
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    n, d = x.shape
    partes = x.reshape(n, d // groups, groups)
    media = partes.mean(axis=1, keepdims=True)
    s = np.sqrt(partes.var(axis=1, keepdims=True) + epsilon)
    x_hat = (partes - media) / s
    g = (grad * gamma).reshape(partes.shape)
    g_media = g.mean(axis=1, keepdims=True)
    gx_media = (g * x_hat).mean(axis=1, keepdims=True)
    d_x = (g - g_media - x_hat * gx_media) / s
    d_gamma = (grad * x_hat.reshape(n, d)).sum(axis=0)
    d_beta = grad.sum(axis=0)
    return d_x.reshape(n, d), d_gamma, d_beta
