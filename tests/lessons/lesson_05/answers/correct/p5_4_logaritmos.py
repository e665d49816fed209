# variante: suma logaritmos en vez de multiplicar, y apila en una matriz
import numpy as np


def predict(widths, mode, mean, std):
    w = np.array(widths, float)
    a, b = w[:-1], w[1:]
    n = a if mode == "fan_in" else b if mode == "fan_out" else (a + b) / 2
    la, lb = np.log(a / n), np.log(b / n)
    e = mean * mean + std * std
    forward = e * np.exp(np.cumsum(la))
    backward = np.exp(lb.sum() - np.cumsum(lb))
    return np.stack([forward, backward, forward / np.exp(la) * backward])
