# error: a la columna constante le pone centro 0 además de escala 1
# pista: centro
import numpy as np


def fit_scaler(x):
    center, scale = [], []
    for col in x.T:
        conocidos = col[~np.isnan(col)]
        if len(conocidos) == 0 or conocidos.max() == conocidos.min():
            center.append(0.0)
            scale.append(1.0)
        else:
            center.append(conocidos.mean())
            scale.append(conocidos.std())
    return np.array(center), np.array(scale)


def apply_scaler(x, center, scale):
    return np.where(np.isnan(x), 0, (x - center) / scale)
