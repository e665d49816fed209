# variante: np.nanmean y np.nanstd, con el aviso que dan en la columna vacía
import numpy as np


def fit_scaler(x):
    vacia = np.isnan(x).all(axis=0)
    center = np.nanmean(x, axis=0)
    scale = np.nanstd(x, axis=0)
    varia = np.nanmax(x, axis=0) > np.nanmin(x, axis=0)
    return np.where(vacia, 0, center), np.where(varia, scale, 1)


def apply_scaler(x, center, scale):
    return np.nan_to_num((x - center) / scale)
