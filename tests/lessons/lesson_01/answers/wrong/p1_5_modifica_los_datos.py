# error: centra in situ los cuatro arreglos recibidos y los deja cambiados
# pista: copia
import numpy as np


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    mx, my = x_train.mean(axis=0), y_train.mean()
    # Todo se mide respecto de las medias de entrenamiento: así b = 0
    x_train -= mx
    x_val -= mx
    y_train -= my
    y_val -= my
    n, d = x_train.shape
    train_error = []
    val_error = []
    for lam in grid:
        A = x_train.T @ x_train + n * lam * np.eye(d)
        w = np.linalg.solve(A, x_train.T @ y_train)
        train_error.append(np.mean((x_train @ w - y_train) ** 2))
        val_error.append(np.mean((x_val @ w - y_val) ** 2))
    return {
        "train_error": np.array(train_error),
        "val_error": np.array(val_error),
        "l2": grid[np.argmin(val_error)],
    }
