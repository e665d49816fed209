# error: a la columna a la que le falta todo le pone escala 0 en vez de 1
# pista: escala
import numpy as np


def fit_scaler(x):
    known = ~np.isnan(x)
    count = np.maximum(known.sum(axis=0), 1)
    center = np.where(known, x, 0).sum(axis=0) / count
    scale = np.sqrt((np.where(known, x - center, 0) ** 2).sum(axis=0) / count)
    top = np.where(known, x, -np.inf).max(axis=0)
    low = np.where(known, x, np.inf).min(axis=0)
    scale[top == low] = 1
    return center, scale


def apply_scaler(x, center, scale):
    return np.where(np.isnan(x), 0, (x - center) / np.where(scale == 0, 1, scale))
