# variante: calcula en float32
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    f = np.float32
    x, gamma, grad = np.asarray(x, f), np.asarray(gamma, f), np.asarray(grad, f)
    n, d = x.shape
    p = x.reshape(n, groups, -1)
    s = np.sqrt(p.var(axis=2, keepdims=True) + f(epsilon))
    h = (p - p.mean(axis=2, keepdims=True)) / s
    g = (grad * gamma).reshape(p.shape)
    b1, b2 = g.mean(axis=2, keepdims=True), (g * h).mean(axis=2, keepdims=True)
    return (
        ((g - b1 - h * b2) / s).reshape(n, d),
        (grad * h.reshape(n, d)).sum(axis=0),
        grad.sum(axis=0),
    )
