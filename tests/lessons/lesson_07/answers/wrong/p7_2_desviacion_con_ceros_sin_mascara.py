# error: centra los ceros que puso donde falta: cada dato ausente suma centro² a la varianza
# pista: falta
import numpy as np


def fit_scaler(x):
    known = ~np.isnan(x)
    count = np.maximum(known.sum(axis=0), 1)
    lleno = np.where(known, x, 0)
    center = lleno.sum(axis=0) / count
    scale = np.sqrt(((lleno - center) ** 2).sum(axis=0) / count)
    top = np.where(known, x, -np.inf).max(axis=0)
    low = np.where(known, x, np.inf).min(axis=0)
    return center, np.where(top > low, scale, 1.0)


def apply_scaler(x, center, scale):
    return np.where(np.isnan(x), 0, (x - center) / scale)
