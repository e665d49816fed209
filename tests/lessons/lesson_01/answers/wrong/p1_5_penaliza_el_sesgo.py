# error: su ajuste penaliza también el sesgo
# pista: sesgo
import numpy as np


def ajusta(x, y, lam):
    """Ridge con la columna de unos; devuelve los D + 1 coeficientes."""
    x1 = np.column_stack([x, np.ones(len(x))])
    A = x1.T @ x1 + len(x) * lam * np.eye(x1.shape[1])
    return np.linalg.solve(A, x1.T @ y)


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    train_error = []
    val_error = []
    for lam in grid:
        theta = ajusta(x_train, y_train, lam)
        train_error.append(np.mean((x_train @ theta[:-1] + theta[-1] - y_train) ** 2))
        val_error.append(np.mean((x_val @ theta[:-1] + theta[-1] - y_val) ** 2))
    return {
        "train_error": np.array(train_error),
        "val_error": np.array(val_error),
        "l2": grid[np.argmin(val_error)],
    }
