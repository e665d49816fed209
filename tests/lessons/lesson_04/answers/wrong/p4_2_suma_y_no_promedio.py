# error: suma las pérdidas de los ejemplos en vez de promediarlas
# pista: promedi
import numpy as np


def start_bias(labels, classes):
    counts = np.bincount(labels, minlength=classes)
    log_p = np.log((counts + 1) / (len(labels) + classes))
    bias = log_p - log_p.mean()
    loss_zero = len(labels) * np.log(classes)
    loss_bias = -np.sum(log_p[labels])
    return bias, loss_zero, loss_bias
