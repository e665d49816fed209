# error: promedia todas las máscaras por igual, como si la tasa fuera 0,5
# pista: probab
import itertools

import numpy as np


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    k = len(w)
    on = np.array(list(itertools.product([0, 1], repeat=k)))
    out = np.maximum(on / (1 - rate) * w @ h.T + b, 0)
    mean = out.mean(axis=0)
    var = out.var(axis=0)
    return mean, var
