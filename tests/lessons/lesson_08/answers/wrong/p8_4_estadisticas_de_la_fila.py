# error: s y los promedios son de la fila entera, no de cada grupo
# pista: grupo
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    n, d = x.shape
    partes = x.reshape(n, 1, d)
    media = partes.mean(axis=2, keepdims=True)
    s = np.sqrt(partes.var(axis=2, keepdims=True) + epsilon)
    x_hat = (partes - media) / s
    g = (grad * gamma).reshape(partes.shape)
    g_media = g.mean(axis=2, keepdims=True)
    gx_media = (g * x_hat).mean(axis=2, keepdims=True)
    d_x = (g - g_media - x_hat * gx_media) / s
    d_gamma = (grad * x_hat.reshape(n, d)).sum(axis=0)
    d_beta = grad.sum(axis=0)
    return d_x.reshape(n, d), d_gamma, d_beta
