# error: sesgo más alto para las clases raras, como pesos de clase
# pista: signo
import numpy as np


def start_bias(labels, classes):
    counts = np.bincount(labels, minlength=classes)
    log_p = np.log((counts + 1) / (len(labels) + classes))
    bias = log_p.mean() - log_p
    loss_zero = np.log(classes)
    loss_bias = -np.mean(log_p[labels])
    return bias, loss_zero, loss_bias
