# error: guarda una media y una desviación para toda la tabla, sin el eje
# pista: columna
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = x_train.mean(), x_train.std()
    x_train = (x_train - mean) / std
    y_mean = y_train.mean()
    n, d = x_train.shape
    covariance = x_train.T @ x_train / n
    slope = x_train.T @ (y_train - y_mean) / n
    w = np.linalg.solve(covariance + l2 * np.eye(d), slope)
    x_new = (x_new - mean) / std
    return x_new @ w + y_mean
