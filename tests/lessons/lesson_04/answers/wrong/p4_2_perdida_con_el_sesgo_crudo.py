# error: toma la pérdida como −bias[etiqueta], sin pasar por softmax
# pista: softmax
import numpy as np


def start_bias(labels, classes):
    counts = np.bincount(labels, minlength=classes)
    log_p = np.log((counts + 1) / (len(labels) + classes))
    bias = log_p - log_p.mean()
    loss_zero = np.log(classes)
    loss_bias = -np.mean(bias[labels])
    return bias, loss_zero, loss_bias
