# error: lo que falta lo rellena con la media de la tabla que llega, no con la aprendida
# pista: aprendi
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
    media, _ = fit_scaler(x)
    lleno = np.where(np.isnan(x), media, x)
    return (lleno - center) / scale
