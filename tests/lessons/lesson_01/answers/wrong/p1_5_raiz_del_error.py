# error: devuelve la raíz del error cuadrático medio
# pista: raíz
import numpy as np


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    n, d = x.shape
    mx, my = x.mean(axis=0), y.mean()
    xc = x - mx
    w = np.linalg.solve(xc.T @ xc + n * l2 * np.eye(d), xc.T @ (y - my))
    return w, my - mx @ w


def rmse(x, y, w, b):
    """Error típico de la predicción, en las unidades de y."""
    return np.sqrt(np.mean((x @ w + b - y) ** 2))


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    modelos = [ridge(x_train, y_train, lam) for lam in grid]
    train_error = np.array([rmse(x_train, y_train, w, b) for w, b in modelos])
    val_error = np.array([rmse(x_val, y_val, w, b) for w, b in modelos])
    return {
        "train_error": train_error,
        "val_error": val_error,
        "l2": grid[np.argmin(val_error)],
    }
