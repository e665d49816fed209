# error: en las filas agregadas pone λ·N en vez de su raíz cuadrada: penaliza con λ²
# pista: raíz
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    media = x.mean(axis=0)
    # D filas de mentira cuyo residuo es la penalización
    filas = np.vstack([x - media, n * l2 * np.eye(d)])
    metas = np.concatenate([y - y.mean(), np.zeros(d)])
    w = np.linalg.lstsq(filas, metas, rcond=None)[0]
    return w, y.mean() - media @ w
