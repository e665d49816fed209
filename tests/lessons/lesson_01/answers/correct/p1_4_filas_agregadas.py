# variante: mínimos cuadrados con D filas agregadas y columna de unos
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    arriba = np.hstack([x, np.ones((n, 1))])
    abajo = np.hstack([np.sqrt(n * l2) * np.eye(d), np.zeros((d, 1))])
    A = np.vstack([arriba, abajo])
    meta = np.concatenate([y, np.zeros(d)])
    theta, *_ = np.linalg.lstsq(A, meta, rcond=None)
    return theta[:d], theta[d]
