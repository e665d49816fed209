# variante: arma el jacobiano de cada grupo y multiplica
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    n, d = x.shape
    t = d // groups
    filas = x.reshape(n * groups, t)
    centradas = filas - filas.mean(axis=1, keepdims=True)
    s = np.sqrt(np.einsum("it,it->i", centradas, centradas) / t + epsilon)
    x_hat = centradas / s[:, None]
    identidad = np.eye(t) - np.ones((t, t)) / t
    jac = (identidad - np.einsum("ia,ib->iab", x_hat, x_hat) / t) / s[:, None, None]
    g = (grad * gamma).reshape(n * groups, t)
    d_x = np.einsum("iab,ib->ia", jac, g).reshape(n, d)
    return d_x, np.einsum("nd,nd->d", grad, x_hat.reshape(n, d)), np.einsum("nd->d", grad)
