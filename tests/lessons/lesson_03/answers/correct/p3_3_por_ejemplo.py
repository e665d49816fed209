# variante: un ejemplo a la vez, acumulando los gradientes
import numpy as np


def loss_and_gradients(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout, sin el error."""
    rng = np.random.default_rng(seed)
    d_w1, d_w2 = np.zeros(w1.shape), np.zeros(w2.shape)
    total, n = 0.0, len(y)
    for ejemplo, meta in zip(x, y):
        h = np.maximum(ejemplo @ w1, 0)
        mask = rng.binomial(1, 1 - rate, size=len(w2)) / (1 - rate)
        salida = h * mask
        error = salida @ w2 - meta
        total += error**2
        d_w2 += 2 * error * salida
        d_w1 += np.outer(ejemplo, 2 * error * w2 * mask * (h > 0))
    return total / n, d_w1 / n, d_w2 / n
