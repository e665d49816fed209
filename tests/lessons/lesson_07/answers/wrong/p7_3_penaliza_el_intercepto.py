# error: agrega una columna de unos y le aplica l2 también a ella
# pista: penaliz
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    z = np.column_stack([(x_train - mean) / std, np.ones(len(x_train))])
    n, d = z.shape
    w = np.linalg.solve(z.T @ z / n + l2 * np.eye(d), z.T @ y_train / n)
    return np.column_stack([(x_new - mean) / std, np.ones(len(x_new))]) @ w
