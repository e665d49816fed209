# error: mide por filas (axis=1) y no por columnas
# pista: columna
import numpy as np


def fit_scaler(x):
    known = ~np.isnan(x)
    count = np.maximum(known.sum(axis=1), 1)
    center = np.where(known, x, 0).sum(axis=1) / count
    dev = np.where(known, x - center[:, None], 0)
    scale = np.sqrt((dev**2).sum(axis=1) / count)
    return center, np.where(scale > 1e-12, scale, 1.0)


def apply_scaler(x, center, scale):
    return np.nan_to_num((x - center[:, None]) / scale[:, None])
