# variante: convierte a float32 y calcula en float32
import numpy as np


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    xt, yt, xv, yv, lams = (
        np.asarray(a, dtype=np.float32) for a in (x_train, y_train, x_val, y_val, grid)
    )
    n, d = xt.shape
    mx, my = xt.mean(axis=0), yt.mean()
    train_error = np.zeros(len(lams), dtype=np.float32)
    val_error = np.zeros(len(lams), dtype=np.float32)
    for i, lam in enumerate(lams):
        filas = np.vstack([xt - mx, np.sqrt(n * lam) * np.eye(d, dtype=np.float32)])
        metas = np.concatenate([yt - my, np.zeros(d, dtype=np.float32)])
        w = np.linalg.lstsq(filas, metas, rcond=None)[0]
        train_error[i] = np.mean(((xt - mx) @ w + my - yt) ** 2)
        val_error[i] = np.mean(((xv - mx) @ w + my - yv) ** 2)
    return {
        "train_error": train_error,
        "val_error": val_error,
        "l2": lams[np.argmin(val_error)],
    }
