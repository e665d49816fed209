# error: confía en que la desviación de una columna constante sea exactamente 0
# pista: redondeo
import warnings

import numpy as np


def fit_scaler(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        center = np.nan_to_num(np.nanmean(x, axis=0))
        scale = np.nan_to_num(np.nanstd(x, axis=0))
    scale[scale == 0] = 1
    return center, scale


def apply_scaler(x, center, scale):
    return np.where(np.isnan(x), 0, (x - center) / scale)
