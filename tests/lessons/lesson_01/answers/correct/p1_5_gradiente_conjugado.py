# variante: ajusta con gradiente conjugado, partiendo del λ anterior, sobre copias centradas
import numpy as np


def conjugado(A, c, z):
    """Minimiza la cuadrática de A·z = c desde z."""
    r = c - A @ z
    p = r.copy()
    meta = 1e-24 * (c @ c)
    for _ in range(20 * len(c)):
        rr = r @ r
        if rr <= meta:
            break
        Ap = A @ p
        paso = rr / (p @ Ap)
        z = z + paso * p
        r = r - paso * Ap
        p = r + (r @ r) / rr * p
    return z


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    xt, xv = x_train.copy(), x_val.copy()
    xt -= x_train.mean(axis=0)
    xv -= x_train.mean(axis=0)
    b = y_train.mean()
    n, d = xt.shape
    C = xt.T @ xt / n
    c = xt.T @ (y_train - b) / n
    curva = {"train_error": [], "val_error": []}
    w = np.zeros(d)
    # De mayor a menor λ: el más grande es el más fácil
    for lam in grid[::-1]:
        w = conjugado(C + lam * np.eye(d), c, w)
        curva["train_error"].insert(0, np.mean((xt @ w + b - y_train) ** 2))
        curva["val_error"].insert(0, np.mean((xv @ w + b - y_val) ** 2))
    curva["l2"] = grid[int(np.argmin(curva["val_error"]))]
    return curva
