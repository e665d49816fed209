# error: usa p como sesgo, sin logaritmo
# pista: logaritmo
import numpy as np


def start_bias(labels, classes):
    counts = np.bincount(labels, minlength=classes)
    log_p = np.log((counts + 1) / (len(labels) + classes))
    bias = np.exp(log_p) - np.exp(log_p).mean()
    loss_zero = np.log(classes)
    loss_bias = -np.mean(log_p[labels])
    return bias, loss_zero, loss_bias
