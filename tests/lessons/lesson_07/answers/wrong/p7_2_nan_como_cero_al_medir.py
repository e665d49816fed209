# error: cambia los NaN por 0 antes de medir, y esos ceros cuentan como datos
# pista: conocidos
import numpy as np


def fit_scaler(x):
    x = np.nan_to_num(x)
    center = x.mean(axis=0)
    scale = np.where(x.max(axis=0) > x.min(axis=0), x.std(axis=0), 1.0)
    return center, scale


def apply_scaler(x, center, scale):
    return np.where(np.isnan(x), 0, (x - center) / scale)
