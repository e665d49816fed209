# variante: medias, desviaciones y ecuaciones con ciclos de Python
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    n, d = x_train.shape
    medias, desv = [], []
    for j in range(d):
        m = sum(x_train[i, j] for i in range(n)) / n
        medias.append(m)
        desv.append((sum((x_train[i, j] - m) ** 2 for i in range(n)) / n) ** 0.5)
    z = [[(x_train[i, j] - medias[j]) / desv[j] for j in range(d)] for i in range(n)]
    y_mean = sum(y_train) / n
    a = [[sum(z[i][j] * z[i][k] for i in range(n)) / n for k in range(d)] for j in range(d)]
    b = [sum(z[i][j] * (y_train[i] - y_mean) for i in range(n)) / n for j in range(d)]
    for j in range(d):
        a[j][j] += l2
    w = np.linalg.solve(a, b)
    out = []
    for fila in x_new:
        out.append(y_mean + sum((fila[j] - medias[j]) / desv[j] * w[j] for j in range(d)))
    return np.array(out)
