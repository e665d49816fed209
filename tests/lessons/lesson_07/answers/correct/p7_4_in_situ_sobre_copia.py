# variante: copia profunda y operaciones in situ
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = [np.array(w, dtype=float, copy=True) for w in weights]
    new[0] /= x_std.reshape(-1, 1)
    new[1] -= new[0].T @ x_mean
    new[-2] *= y_std
    new[-1] *= y_std
    new[-1] += y_mean
    return new
