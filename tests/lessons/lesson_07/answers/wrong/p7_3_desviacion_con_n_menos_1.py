# error: «mejora» la desviación dividiendo por N − 1, y la penalización ya no pesa lo mismo
# pista: por N
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0, ddof=1)
    x_train = (x_train - mean) / std
    y_mean = y_train.mean()
    n, d = x_train.shape
    covariance = x_train.T @ x_train / n
    slope = x_train.T @ (y_train - y_mean) / n
    w = np.linalg.solve(covariance + l2 * np.eye(d), slope)
    return (x_new - mean) / std @ w + y_mean
