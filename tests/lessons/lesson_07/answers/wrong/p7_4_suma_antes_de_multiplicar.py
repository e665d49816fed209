# error: suma la media de y al sesgo antes de multiplicar por la desviación
# pista: multiplic
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = [np.array(w) for w in weights]
    new[0] = new[0] / x_std[:, None]
    new[1] = new[1] - x_mean @ new[0]
    new[-2] = new[-2] * y_std
    new[-1] = (new[-1] + y_mean) * y_std
    return new
