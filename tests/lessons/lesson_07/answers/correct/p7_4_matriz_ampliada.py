# variante: pone el sesgo como una fila más y compone matrices
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    pares = [np.vstack([w, b]) for w, b in zip(weights[::2], weights[1::2])]
    d, k = len(x_mean), len(y_mean)
    entrada = np.zeros((d + 1, d + 1))
    entrada[:d, :d] = np.diag(1 / x_std)
    entrada[d, :d] = -x_mean / x_std
    entrada[d, d] = 1
    pares[0] = entrada @ pares[0]
    pares[-1] = pares[-1] @ np.diag(y_std)
    pares[-1][-1] += y_mean
    assert pares[-1].shape[1] == k
    out = []
    for p in pares:
        out += [p[:-1], p[-1]]
    return out
