# variante: la pendiente con valores singulares y el sesgo sin penalizar
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = np.average(x_train, axis=0), np.sqrt(np.var(x_train, axis=0))
    u, s, vt = np.linalg.svd((x_train - mean) / std, full_matrices=False)
    n = len(x_train)
    w = vt.T @ (s / (s**2 + n * l2) * (u.T @ y_train))
    return np.array([y_train.mean() + np.dot((fila - mean) / std, w) for fila in x_new])
