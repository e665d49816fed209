# error: agrupa por cantidad de apagadas y olvida el número combinatorio
# pista: probab
import itertools

import numpy as np


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    k = len(w)
    salidas = [[] for _ in range(k + 1)]
    for fila in itertools.product([0, 1], repeat=k):
        fila = np.array(fila)
        y = np.maximum(h @ (fila * w) / (1 - rate) + b, 0)
        salidas[k - fila.sum()].append(y)
    p = np.array([rate**a * (1 - rate) ** (k - a) for a in range(k + 1)])
    p = p / p.sum()
    media = sum(p[a] * np.mean(salidas[a], axis=0) for a in range(k + 1))
    varianza = sum(p[a] * np.mean((salidas[a] - media) ** 2, axis=0) for a in range(k + 1))
    return media, varianza
