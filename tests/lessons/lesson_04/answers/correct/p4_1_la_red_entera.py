# variante: la red entera en NumPy, y np.unique para las columnas
import numpy as np


def by_hand():
    x, y = np.array([2.0, 4.0]), np.array([0.0, 0, 1, 0])
    W, V = np.full((2, 2), 0.5), np.full((2, 4), 0.5)
    h = np.maximum(x @ W, 0)
    e = np.exp(h @ V)
    p = e / e.sum()
    d = p - y
    dV = np.outer(h, d)
    dW = np.outer(x, V @ d)
    return {
        "loss": -np.log(p[2]),
        "d_scores": d,
        "d_V": dV[0],
        "d_W": dW,
        "kinds": np.unique(V - dV, axis=1).shape[1],
    }
