# error: arregla la salida y deja la entrada como estaba
# pista: primera
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = [np.array(w) for w in weights]
    new[-2] = new[-2] * y_std
    new[-1] = new[-1] * y_std + y_mean
    return new
