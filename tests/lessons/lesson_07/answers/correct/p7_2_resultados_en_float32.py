# variante: mide en float64 y entrega todo en float32
import numpy as np


def fit_scaler(x):
    x = np.asarray(x, np.float64)
    center = np.zeros(x.shape[1], np.float32)
    scale = np.ones(x.shape[1], np.float32)
    for j, col in enumerate(x.T):
        col = col[np.isfinite(col)]
        if col.size:
            center[j] = col.mean()
            if np.ptp(col) > 0:
                scale[j] = col.std()
    return center, scale


def apply_scaler(x, center, scale):
    return np.nan_to_num((x - center) / scale).astype(np.float32)
