# error: los dos vectores de error están intercambiados
# pista: validación
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    mx, my = x.mean(axis=0), y.mean()
    xc = x - mx
    w = np.linalg.solve(xc.T @ xc + n * l2 * np.eye(d), xc.T @ (y - my))
    return w, my - mx @ w


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""

    def mse(x, y, w, b):
        return np.mean((x @ w + b - y) ** 2)

    pares = []
    for lam in grid:
        w, b = ridge(x_train, y_train, lam)
        pares.append((mse(x_val, y_val, w, b), mse(x_train, y_train, w, b)))
    pares = np.array(pares)
    return {
        "train_error": pares[:, 0],
        "val_error": pares[:, 1],
        "l2": grid[np.argmin(pares[:, 0])],
    }
