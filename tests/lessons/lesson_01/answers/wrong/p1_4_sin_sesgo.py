# error: ajusta un modelo que pasa por el origen y devuelve b = 0
# pista: sesgo
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    w = np.linalg.inv(x.T @ x + n * l2 * np.eye(d)) @ x.T @ y
    return w, 0.0
