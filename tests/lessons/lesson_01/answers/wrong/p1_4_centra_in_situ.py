# error: centra x e y in situ y deja cambiados los datos recibidos
# pista: copia
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    media_x = x.mean(axis=0)
    media_y = y.mean()
    x -= media_x
    y -= media_y
    w = np.linalg.solve(x.T @ x + n * l2 * np.eye(d), x.T @ y)
    return w, media_y - media_x @ w
