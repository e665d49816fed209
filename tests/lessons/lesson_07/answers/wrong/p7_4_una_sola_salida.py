# error: usa la media y la desviación de la primera salida para todas
# pista: salida
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = [np.array(w) for w in weights]
    new[0] = new[0] / x_std[:, None]
    new[1] = new[1] - x_mean @ new[0]
    new[-2] = new[-2] * y_std[0]
    new[-1] = new[-1] * y_std[0] + y_mean[0]
    return new
