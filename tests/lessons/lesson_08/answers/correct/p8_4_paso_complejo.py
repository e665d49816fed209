# variante: deriva con el paso complejo, columna por columna
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    n, d = x.shape

    def ida(z):
        p = z.reshape(n, groups, d // groups)
        p = p - p.mean(axis=2, keepdims=True)
        return (p / np.sqrt((p * p).mean(axis=2, keepdims=True) + epsilon)).reshape(n, d)

    h = 1e-30
    d_x = np.zeros((n, d))
    for j in range(d):
        z = x.astype(complex)
        z[:, j] += 1j * h
        d_x[:, j] = (grad * gamma * ida(z).imag / h).sum(axis=1)
    return d_x, np.sum(grad * ida(x), axis=0), np.sum(grad, axis=0)
