# error: ajusta con entrenamiento y validación juntos
# pista: entrenamiento
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
    # Con más datos se ajusta mejor
    x_todo = np.vstack([x_train, x_val])
    y_todo = np.concatenate([y_train, y_val])
    train_error = np.zeros(len(grid))
    val_error = np.zeros(len(grid))
    for i, lam in enumerate(grid):
        w, b = ridge(x_todo, y_todo, lam)
        train_error[i] = np.mean((x_train @ w + b - y_train) ** 2)
        val_error[i] = np.mean((x_val @ w + b - y_val) ** 2)
    return {
        "train_error": train_error,
        "val_error": val_error,
        "l2": grid[np.argmin(val_error)],
    }
