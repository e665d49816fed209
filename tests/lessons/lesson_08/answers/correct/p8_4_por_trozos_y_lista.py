# variante: in situ sobre copias, un grupo a la vez, y devuelve una lista
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    d_x = grad * gamma
    x_hat = x.copy()
    for h, g in zip(np.split(x_hat, groups, axis=1), np.split(d_x, groups, axis=1)):
        h -= h.mean(axis=1, keepdims=True)
        s = np.sqrt((h**2).mean(axis=1, keepdims=True) + epsilon)
        h /= s
        cov = (g * h).mean(axis=1, keepdims=True)
        g -= g.mean(axis=1, keepdims=True)
        g -= h * cov
        g /= s
    return [d_x, (grad * x_hat).sum(axis=0), grad.sum(axis=0)]
