# variante: columna de unos, con un 0 en la diagonal para el sesgo, y matriz inversa
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    x1 = np.column_stack([np.ones(n), x])
    castigo = l2 * np.eye(d + 1)
    castigo[0, 0] = 0.0
    theta = np.linalg.inv(x1.T @ x1 / n + castigo) @ (x1.T @ y / n)
    return theta[1:], float(theta[0])
