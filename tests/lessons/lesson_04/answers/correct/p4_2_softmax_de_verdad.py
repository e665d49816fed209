# variante: calcula las pérdidas con los sesgos y un softmax estable
import numpy as np


def cross_entropy(bias, labels):
    s = bias - bias.max()
    return np.mean(np.log(np.exp(s).sum()) - s[labels])


def start_bias(labels, classes):
    counts = (np.asarray(labels)[:, None] == np.arange(classes)).sum(axis=0) + 1
    bias = np.log(counts)
    bias -= bias.mean()
    return [bias, cross_entropy(np.zeros(classes), labels), cross_entropy(bias, labels)]
