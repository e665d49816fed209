# error: al aplicar escribe la media en los NaN de la misma tabla que recibe
# pista: copi
import numpy as np


def fit_scaler(x):
    known = ~np.isnan(x)
    count = np.maximum(known.sum(axis=0), 1)
    center = np.where(known, x, 0).sum(axis=0) / count
    scale = np.sqrt((np.where(known, x - center, 0) ** 2).sum(axis=0) / count)
    top = np.where(known, x, -np.inf).max(axis=0)
    low = np.where(known, x, np.inf).min(axis=0)
    return center, np.where(top > low, scale, 1.0)


def apply_scaler(x, center, scale):
    for j in range(x.shape[1]):
        x[np.isnan(x[:, j]), j] = center[j]
    return (x - center) / scale
