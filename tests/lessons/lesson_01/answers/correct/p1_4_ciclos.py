# variante: Python puro: arma el sistema con ciclos y lo resuelve por eliminación de Gauss
def gauss(A, c):
    """Resuelve A·z = c con pivoteo parcial."""
    n = len(c)
    M = [list(fila) + [valor] for fila, valor in zip(A, c)]
    for k in range(n):
        p = max(range(k, n), key=lambda i: abs(M[i][k]))
        M[k], M[p] = M[p], M[k]
        for i in range(k + 1, n):
            f = M[i][k] / M[k][k]
            for j in range(k, n + 1):
                M[i][j] -= f * M[k][j]
    z = [0.0] * n
    for k in range(n - 1, -1, -1):
        resto = sum(M[k][j] * z[j] for j in range(k + 1, n))
        z[k] = (M[k][n] - resto) / M[k][k]
    return z


def ridge(x, y, l2):
    """Los (w, b) que minimizan error cuadrático medio + λ·Σw², con b sin penalizar."""
    filas = [[float(v) for v in fila] for fila in x]
    metas = [float(v) for v in y]
    n, d = len(filas), len(filas[0])
    mx = [sum(fila[j] for fila in filas) / n for j in range(d)]
    my = sum(metas) / n
    A = [[0.0] * d for _ in range(d)]
    c = [0.0] * d
    for fila, meta in zip(filas, metas):
        for i in range(d):
            c[i] += (fila[i] - mx[i]) * (meta - my) / n
            for j in range(d):
                A[i][j] += (fila[i] - mx[i]) * (fila[j] - mx[j]) / n
    for i in range(d):
        A[i][i] += float(l2)
    w = gauss(A, c)
    b = my - sum(m * p for m, p in zip(mx, w))
    return w, b
