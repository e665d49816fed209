# error: toma por constante toda columna con desviación menor que 1e-6, aunque varíe poquito
# pista: iguales
import warnings

import numpy as np


def fit_scaler(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        center = np.nan_to_num(np.nanmean(x, axis=0))
        scale = np.nan_to_num(np.nanstd(x, axis=0))
    scale = np.where(scale < 1e-6, 1.0, scale)
    return center, scale


def apply_scaler(x, center, scale):
    return np.where(np.isnan(x), 0, (x - center) / scale)
