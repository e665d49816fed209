# error: devuelve ln p sin centrar: no suman 0
# pista: promedio
import numpy as np


def start_bias(labels, classes):
    counts = np.bincount(labels, minlength=classes)
    log_p = np.log((counts + 1) / (len(labels) + classes))
    bias = log_p
    loss_zero = np.log(classes)
    loss_bias = -np.mean(log_p[labels])
    return bias, loss_zero, loss_bias
