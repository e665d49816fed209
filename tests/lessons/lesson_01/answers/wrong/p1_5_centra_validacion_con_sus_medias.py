# error: centra los datos de validación con sus propias medias y no con las de entrenamiento
# pista: media
import numpy as np


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    # Con todo centrado no hace falta el sesgo
    xt = x_train - x_train.mean(axis=0)
    yt = y_train - y_train.mean()
    xv = x_val - x_val.mean(axis=0)
    yv = y_val - y_val.mean()
    n, d = xt.shape
    train_error = []
    val_error = []
    for lam in grid:
        w = np.linalg.solve(xt.T @ xt / n + lam * np.eye(d), xt.T @ yt / n)
        train_error.append(np.mean((xt @ w - yt) ** 2))
        val_error.append(np.mean((xv @ w - yv) ** 2))
    return {
        "train_error": np.array(train_error),
        "val_error": np.array(val_error),
        "l2": grid[np.argmin(val_error)],
    }
