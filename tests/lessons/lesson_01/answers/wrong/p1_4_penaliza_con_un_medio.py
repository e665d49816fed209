# error: usa la convención (λ/2)·Σw² y pesa la mitad de lo pedido
# pista: ½
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    xm = x.mean(axis=0)
    ym = y.mean()
    # gradiente: 2/N · Xᵀ(Xw − y) + λ·w = 0
    A = 2 / n * (x - xm).T @ (x - xm) + l2 * np.eye(d)
    c = 2 / n * (x - xm).T @ (y - ym)
    w = np.linalg.solve(A, c)
    return w, ym - xm @ w
