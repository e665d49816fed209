# variante: todo el paso en float32
import numpy as np


def loss_and_gradients(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout, sin el error."""
    x, y, w1, w2 = (np.asarray(a, np.float32) for a in (x, y, w1, w2))
    rng = np.random.default_rng(seed)
    h = np.maximum(x @ w1, 0)
    mask = (rng.random(h.shape) >= rate).astype(np.float32) / np.float32(1 - rate)
    dropped = h * mask
    error = dropped @ w2 - y
    d_out = np.float32(2 / len(y)) * error
    d_h = np.outer(d_out, w2) * mask
    return np.mean(error**2), x.T @ np.where(h > 0, d_h, 0), dropped.T @ d_out
