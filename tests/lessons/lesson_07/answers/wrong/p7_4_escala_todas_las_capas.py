# error: multiplica por la desviación de y los sesgos y pesos de todas las capas
# pista: última
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    new = [np.array(w) for w in weights]
    new[0] = new[0] / x_std[:, None]
    new[1] = new[1] - x_mean @ new[0]
    s = float(np.mean(y_std))
    new = [w * s for w in new]
    new[-1] = new[-1] + y_mean
    return new
