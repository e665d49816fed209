# variante: la penalización como filas de más en unos mínimos cuadrados
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    n, d = x_train.shape
    a = np.vstack([(x_train - mean) / std, np.sqrt(n * l2) * np.eye(d)])
    t = np.concatenate([y_train - y_train.mean(), np.zeros(d)])
    w, *_ = np.linalg.lstsq(a, t, rcond=None)
    return ((x_new - mean) / std).dot(w) + y_train.mean()
