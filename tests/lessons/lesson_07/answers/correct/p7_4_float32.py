# variante: todo en float32
import numpy as np


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    f = np.float32
    new = [np.asarray(w, f) for w in weights]
    x_mean, x_std = np.asarray(x_mean, f), np.asarray(x_std, f)
    y_mean, y_std = np.asarray(y_mean, f), np.asarray(y_std, f)
    new[0] = new[0] / x_std[:, np.newaxis]
    new[1] = new[1] - x_mean @ new[0]
    new[-2] = new[-2] * y_std[np.newaxis, :]
    new[-1] = new[-1] * y_std + y_mean
    return new
