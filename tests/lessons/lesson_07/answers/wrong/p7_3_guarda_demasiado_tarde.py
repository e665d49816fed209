# error: guarda la media y la desviación después de haber reemplazado x_train
# pista: antes
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    x_train = (x_train - x_train.mean(axis=0)) / x_train.std(axis=0)
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    y_mean = y_train.mean()
    n, d = x_train.shape
    covariance = x_train.T @ x_train / n
    slope = x_train.T @ (y_train - y_mean) / n
    w = np.linalg.solve(covariance + l2 * np.eye(d), slope)
    x_new = (x_new - mean) / std
    return x_new @ w + y_mean
