# error: promedia −ln p por clase y no por ejemplo
# pista: ejemplos
import numpy as np


def start_bias(labels, classes):
    counts = np.bincount(labels, minlength=classes)
    log_p = np.log((counts + 1) / (len(labels) + classes))
    bias = log_p - log_p.mean()
    loss_zero = np.log(classes)
    loss_bias = -np.mean(log_p)
    return bias, loss_zero, loss_bias
