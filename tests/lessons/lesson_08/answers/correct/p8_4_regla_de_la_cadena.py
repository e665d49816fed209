# variante: la regla de la cadena paso a paso: d_varianza y d_media
import numpy as np


def group_norm_backward(x, groups, gamma, epsilon, grad):
    """La vuelta de `group_norm`: d_x (N, D), d_gamma (D,) y d_beta (D,)."""
    forma = x.shape
    t = forma[1] // groups
    x = x.reshape(-1, groups, t)
    dy = grad.reshape(x.shape)
    centrado = x - x.mean(axis=-1, keepdims=True)
    inv = 1 / np.sqrt((centrado**2).mean(axis=-1, keepdims=True) + epsilon)
    d_x_hat = dy * gamma.reshape(groups, t)
    d_inv = np.sum(d_x_hat * centrado, axis=-1, keepdims=True)
    d_var = -0.5 * d_inv * inv**3
    d_centrado = d_x_hat * inv + d_var * 2 * centrado / t
    d_x = d_centrado - d_centrado.mean(axis=-1, keepdims=True)
    d_gamma = (dy * centrado * inv).sum(axis=0).ravel()
    return d_x.reshape(forma), d_gamma, dy.sum(axis=0).ravel()
