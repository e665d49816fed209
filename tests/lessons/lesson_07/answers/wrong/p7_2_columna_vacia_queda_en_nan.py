# error: no trata la columna a la que le falta todo: su centro y su escala quedan en NaN
# pista: falta
import warnings

import numpy as np


def fit_scaler(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        center = np.nanmean(x, axis=0)
        scale = np.nanstd(x, axis=0)
        scale = np.where(np.nanmax(x, axis=0) == np.nanmin(x, axis=0), 1.0, scale)
    return center, scale


def apply_scaler(x, center, scale):
    return np.where(np.isnan(x), 0, (x - center) / scale)
