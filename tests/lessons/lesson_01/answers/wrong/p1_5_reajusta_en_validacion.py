# error: para medir el error de validación ajusta otro modelo con los datos de validación
# pista: entrenamiento
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    mx, my = x.mean(axis=0), y.mean()
    xc = x - mx
    w = np.linalg.solve(xc.T @ xc + n * l2 * np.eye(d), xc.T @ (y - my))
    return w, my - mx @ w


def error_de(x, y, lam):
    """Ajusta con λ y mide el error cuadrático medio."""
    w, b = ridge(x, y, lam)
    return np.mean((x @ w + b - y) ** 2)


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    train_error = np.array([error_de(x_train, y_train, lam) for lam in grid])
    val_error = np.array([error_de(x_val, y_val, lam) for lam in grid])
    return {
        "train_error": train_error,
        "val_error": val_error,
        "l2": grid[int(np.argmin(val_error))],
    }
