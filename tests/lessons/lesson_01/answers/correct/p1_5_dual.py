# variante: forma dual (un sistema de N×N), con las columnas centradas
import numpy as np


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    n = x_train.shape[0]
    centro = x_train.mean(axis=0)
    base = y_train.mean()
    K = (x_train - centro) @ (x_train - centro).T
    K_val = (x_val - centro) @ (x_train - centro).T
    errores = {"train_error": np.zeros(len(grid)), "val_error": np.zeros(len(grid))}
    for i, lam in enumerate(grid):
        alfa = np.linalg.lstsq(K + n * lam * np.eye(n), y_train - base, rcond=None)[0]
        errores["train_error"][i] = np.mean((K @ alfa + base - y_train) ** 2)
        errores["val_error"][i] = np.mean((K_val @ alfa + base - y_val) ** 2)
    errores["l2"] = grid[np.argmin(errores["val_error"])]
    return errores
