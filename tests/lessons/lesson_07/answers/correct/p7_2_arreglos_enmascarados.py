# variante: con np.ma, que salta lo enmascarado
import numpy as np


def fit_scaler(x):
    m = np.ma.masked_invalid(x)
    center = m.mean(axis=0).filled(0.0)
    ancho = (m.max(axis=0) - m.min(axis=0)).filled(0.0)
    scale = m.std(axis=0).filled(1.0)
    scale[ancho == 0] = 1.0
    return center, scale


def apply_scaler(x, center, scale):
    return np.ma.filled((np.ma.masked_invalid(x) - center) / scale, 0.0)
