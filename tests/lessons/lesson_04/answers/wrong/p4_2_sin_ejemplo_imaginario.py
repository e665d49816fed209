# error: n/N, sin el ejemplo imaginario (con un piso para no dar −inf)
# pista: imaginario
import numpy as np


def start_bias(labels, classes):
    counts = np.bincount(labels, minlength=classes)
    log_p = np.log(np.maximum(counts, 1e-7) / len(labels))
    bias = log_p - log_p.mean()
    loss_zero = np.log(classes)
    loss_bias = -np.mean(log_p[labels])
    return bias, loss_zero, loss_bias
