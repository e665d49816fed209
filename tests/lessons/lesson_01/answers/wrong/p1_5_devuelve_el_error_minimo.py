# error: "l2" es el menor error de validación y no el λ que lo da
# pista: λ
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
    train_error = np.zeros(len(grid))
    val_error = np.zeros(len(grid))
    for i in range(len(grid)):
        w, b = ridge(x_train, y_train, grid[i])
        train_error[i] = np.mean((x_train @ w + b - y_train) ** 2)
        val_error[i] = np.mean((x_val @ w + b - y_val) ** 2)
    return {"train_error": train_error, "val_error": val_error, "l2": val_error.min()}
