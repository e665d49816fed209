# error: apaga exactamente la misma cantidad de neuronas en cada ejemplo
# pista: moneda
import numpy as np


def draw_mask(shape, rate, rng):
    """Apaga round(rate * K) neuronas de cada ejemplo."""
    n, k = shape
    apagadas = round(rate * k)
    mask = np.full(shape, 1 / (1 - rate))
    for i in range(n):
        mask[i, rng.permutation(k)[:apagadas]] = 0
    return mask


def loss_and_gradients(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout, sin el error."""
    rng = np.random.default_rng(seed)
    n = len(y)
    h = np.maximum(x @ w1, 0)
    mask = draw_mask(h.shape, rate, rng)
    dropped = h * mask
    error = dropped @ w2 - y
    d_out = 2 * error / n
    d_w2 = dropped.T @ d_out
    d_h = np.outer(d_out, w2) * mask
    d_w1 = x.T @ (d_h * (h > 0))
    return np.mean(error**2), d_w1, d_w2
