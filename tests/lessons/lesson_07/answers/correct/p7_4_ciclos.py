# variante: ciclos de Python, peso por peso
from copy import deepcopy


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = deepcopy(weights)
    w, b = new[0], new[1]
    for j in range(w.shape[1]):
        for i in range(w.shape[0]):
            w[i, j] = w[i, j] / x_std[i]
            b[j] = b[j] - x_mean[i] * w[i, j]
    w, b = new[len(new) - 2], new[len(new) - 1]
    for j in range(w.shape[1]):
        for i in range(w.shape[0]):
            w[i, j] *= y_std[j]
        b[j] = b[j] * y_std[j] + y_mean[j]
    return new
