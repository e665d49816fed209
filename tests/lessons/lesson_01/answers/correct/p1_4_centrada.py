# variante: centra los datos y resuelve el sistema normal
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    media_x, media_y = x.mean(axis=0), y.mean()
    xc, yc = x - media_x, y - media_y
    w = np.linalg.solve(xc.T @ xc + n * l2 * np.eye(d), xc.T @ yc)
    return w, media_y - media_x @ w
