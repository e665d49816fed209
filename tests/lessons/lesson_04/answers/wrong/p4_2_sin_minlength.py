# error: cuenta con bincount sin minlength: pierde la última clase vacía
# pista: minlength
import numpy as np


def start_bias(labels, classes):
    counts = np.bincount(labels)
    log_p = np.log((counts + 1) / (len(labels) + classes))
    bias = log_p - log_p.mean()
    loss_zero = np.log(classes)
    loss_bias = -np.mean(log_p[labels])
    return bias, loss_zero, loss_bias
