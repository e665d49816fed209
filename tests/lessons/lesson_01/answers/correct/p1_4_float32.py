# variante: calcula en float32, con la descomposición en valores singulares
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    x = np.asarray(x, dtype=np.float32)
    y = np.asarray(y, dtype=np.float32)
    lam = np.float32(l2)
    mx, my = x.mean(axis=0), y.mean()
    U, s, Vt = np.linalg.svd(x - mx, full_matrices=False)
    escala = s / (s**2 + np.float32(len(x)) * lam)
    w = Vt.T @ (escala * (U.T @ (y - my)))
    return w, my - mx @ w
