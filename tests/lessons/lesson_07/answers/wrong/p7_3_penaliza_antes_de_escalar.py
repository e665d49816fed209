# error: solo centra: ajusta sin escalar, y l2 no pesa igual por columna
# pista: escala
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean = x_train.mean(axis=0)
    x_train = x_train - mean
    y_mean = y_train.mean()
    n, d = x_train.shape
    covariance = x_train.T @ x_train / n
    slope = x_train.T @ (y_train - y_mean) / n
    w = np.linalg.solve(covariance + l2 * np.eye(d), slope)
    return (x_new - mean) @ w + y_mean
