# error: cambia las ecuaciones por mínimos cuadrados y pierde l2
# pista: l2
import numpy as np


def predict_fixed(x_train, y_train, x_new, l2):
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    x_train = (x_train - mean) / std
    y_mean = y_train.mean()
    w = np.linalg.lstsq(x_train, y_train - y_mean, rcond=None)[0]
    return (x_new - mean) / std @ w + y_mean
