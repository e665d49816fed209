# error: se salta la máscara que apaga todas las neuronas
# pista: todas
import itertools

import numpy as np


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    k = len(w)
    on = np.array(list(itertools.product([0, 1], repeat=k)))[1:]
    chance = np.prod(np.where(on, 1 - rate, rate), axis=1)
    out = np.maximum(on / (1 - rate) * w @ h.T + b, 0)
    mean = chance @ out
    var = chance @ (out - mean) ** 2
    return mean, var
