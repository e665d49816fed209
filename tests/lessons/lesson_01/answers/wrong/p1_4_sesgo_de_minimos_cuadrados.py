# error: el sesgo es el del ajuste sin penalizar, no el que corresponde al w encogido
# pista: sesgo
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    media = x.mean(axis=0)
    xc, yc = x - media, y - y.mean()
    w = np.linalg.solve(xc.T @ xc + n * l2 * np.eye(d), xc.T @ yc)
    # El sesgo no se penaliza: se ajusta con λ = 0
    libre = np.linalg.lstsq(xc, yc, rcond=None)[0]
    return w, y.mean() - media @ libre
