# error: multiplica h por w in situ: deja h cambiado
# pista: copia
import itertools

import numpy as np


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    h *= w / (1 - rate)
    media = np.zeros(len(h))
    cuadrado = np.zeros(len(h))
    for fila in itertools.product([0, 1], repeat=len(w)):
        p = np.prod([1 - rate if f else rate for f in fila])
        y = np.maximum(h @ np.array(fila) + b, 0)
        media += p * y
        cuadrado += p * y**2
    return media, cuadrado - media**2
