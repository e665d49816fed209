# error: mide la media y la desviación con los dos conjuntos juntos
# pista: entrenamiento
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    todos = np.vstack([x_train, x_new])
    mean, std = todos.mean(axis=0), todos.std(axis=0)
    x_train = (x_train - mean) / std
    x_new = (x_new - mean) / std
    y_mean = y_train.mean()
    n, d = x_train.shape
    covariance = x_train.T @ x_train / n
    slope = x_train.T @ (y_train - y_mean) / n
    w = np.linalg.solve(covariance + l2 * np.eye(d), slope)
    return x_new @ w + y_mean
