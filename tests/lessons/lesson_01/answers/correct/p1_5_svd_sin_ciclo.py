# variante: una sola SVD para todos los λ, sin ciclos
import numpy as np


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    grid = np.asarray(grid, dtype=float)
    mx, my = x_train.mean(axis=0), y_train.mean()
    U, s, Vt = np.linalg.svd(x_train - mx, full_matrices=False)
    # Centrar deja una dirección sin varianza: su valor singular es puro redondeo
    firmes = s > 1e-10 * s[0]
    U, s, Vt = U[:, firmes], s[firmes], Vt[firmes]
    escala = s[:, None] / (s[:, None] ** 2 + len(x_train) * grid)
    W = Vt.T @ (escala * (U.T @ (y_train - my))[:, None])  # una columna por λ
    b = my - mx @ W
    train_error = np.mean((x_train @ W + b - y_train[:, None]) ** 2, axis=0)
    val_error = np.mean((x_val @ W + b - y_val[:, None]) ** 2, axis=0)
    return {
        "train_error": train_error,
        "val_error": val_error,
        "l2": float(grid[val_error.argmin()]),
    }
