# error: corrige solo el primer sesgo y deja W1 como estaba
# pista: divid
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = [np.array(w) for w in weights]
    new[1] = new[1] - (x_mean / x_std) @ new[0]
    new[-2] = new[-2] * y_std
    new[-1] = new[-1] * y_std + y_mean
    return new
