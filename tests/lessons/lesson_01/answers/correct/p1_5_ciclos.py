# variante: Python puro: forma dual armada con ciclos y eliminación de Gauss; devuelve tuplas
def producto(u, v):
    """Producto punto de dos listas."""
    return sum(a * b for a, b in zip(u, v))


def gauss(A, c):
    """Resuelve A·z = c con pivoteo parcial."""
    n = len(c)
    M = [fila + [valor] for fila, valor in zip(A, c)]
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(M[i][k]))
        M[k], M[p] = M[p], M[k]
        for i in range(k + 1, n):
            f = M[i][k] / M[k][k]
            M[i] = [a - f * q for a, q in zip(M[i], M[k])]
    z = [0.0] * n
    for k in reversed(range(n)):
        z[k] = (M[k][n] - producto(M[k][k + 1 : n], z[k + 1 :])) / M[k][k]
    return z


def ajusta(x, y, lam):
    """Los (w, b) del modelo lineal con L2, con listas."""
    n, d = len(x), len(x[0])
    mx = [sum(fila[j] for fila in x) / n for j in range(d)]
    my = sum(y) / n
    xc = [[v - m for v, m in zip(fila, mx)] for fila in x]
    A = [[producto(u, v) for v in xc] for u in xc]
    for i in range(n):
        A[i][i] += n * lam
    alfa = gauss(A, [v - my for v in y])
    w = [sum(alfa[i] * xc[i][j] for i in range(n)) for j in range(d)]
    return w, my - producto(mx, w)


def mse(x, y, w, b):
    """Error cuadrático medio."""
    return sum((producto(fila, w) + b - meta) ** 2 for fila, meta in zip(x, y)) / len(y)


def choose_l2(x_train, y_train, x_val, y_val, grid):
    """Barre los λ de `grid` y elige el de menor error de validación."""
    x_train, y_train = x_train.tolist(), y_train.tolist()
    x_val, y_val = x_val.tolist(), y_val.tolist()
    train_error, val_error = (), ()
    mejor, menor = None, float("inf")
    for lam in grid:
        w, b = ajusta(x_train, y_train, float(lam))
        train_error += (mse(x_train, y_train, w, b),)
        val_error += (mse(x_val, y_val, w, b),)
        if val_error[-1] < menor:
            mejor, menor = lam, val_error[-1]
    return {"train_error": train_error, "val_error": val_error, "l2": mejor}
