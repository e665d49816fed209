# error: divide W1 por la desviación y no se ocupa de la media
# pista: sesgo
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = [np.array(w) for w in weights]
    new[0] = new[0] / x_std[:, None]
    new[-2] = new[-2] * y_std
    new[-1] = new[-1] * y_std + y_mean
    return new
