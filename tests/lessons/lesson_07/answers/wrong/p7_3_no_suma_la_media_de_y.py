# error: olvida sumar de vuelta la media de la respuesta
# pista: media
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    z = (x_train - mean) / std
    n, d = z.shape
    w = np.linalg.solve(z.T @ z / n + l2 * np.eye(d), z.T @ (y_train - y_train.mean()) / n)
    return (x_new - mean) / std @ w
