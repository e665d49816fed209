# error: reescribe las ecuaciones sin dividir por N, y l2 pesa N veces menos
# pista: l2
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    z = (x_train - mean) / std
    y_mean = y_train.mean()
    w = np.linalg.solve(z.T @ z + l2 * np.eye(z.shape[1]), z.T @ (y_train - y_mean))
    return (x_new - mean) / std @ w + y_mean
