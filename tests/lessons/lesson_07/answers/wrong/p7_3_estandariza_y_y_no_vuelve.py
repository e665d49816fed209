# error: estandariza también la respuesta y olvida multiplicar por su desviación al final
# pista: respuesta
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    x_train = (x_train - mean) / std
    y_mean = y_train.mean()
    y_train = (y_train - y_mean) / y_train.std()
    n, d = x_train.shape
    covariance = x_train.T @ x_train / n
    slope = x_train.T @ y_train / n
    w = np.linalg.solve(covariance + l2 * np.eye(d), slope)
    x_new = (x_new - mean) / std
    return x_new @ w + y_mean
