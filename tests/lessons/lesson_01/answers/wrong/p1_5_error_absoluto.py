# error: mide el error absoluto medio en vez del cuadrático
# pista: cuadrático
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
    train_error = []
    val_error = []
    for lam in grid:
        w, b = ridge(x_train, y_train, lam)
        train_error.append(np.abs(x_train @ w + b - y_train).mean())
        val_error.append(np.abs(x_val @ w + b - y_val).mean())
    return {
        "train_error": np.array(train_error),
        "val_error": np.array(val_error),
        "l2": grid[np.argmin(val_error)],
    }
