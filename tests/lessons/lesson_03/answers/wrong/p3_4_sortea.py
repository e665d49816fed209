# error: estima con 4.000 máscaras al azar en vez de visitarlas todas
# pista: sorte
import numpy as np


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    rng = np.random.default_rng(0)
    mask = (rng.random((4000, len(w))) >= rate) / (1 - rate)
    out = np.maximum((mask * w) @ h.T + b, 0)
    return out.mean(axis=0), out.var(axis=0)
