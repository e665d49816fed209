# variante: parte con una salida y la duplica por cada neurona
import numpy as np


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    sumas = np.full((len(h), 1), b, float)
    chance = np.ones(1)
    for j in range(len(w)):
        aporte = (h[:, j] * w[j] / (1 - rate)).reshape(-1, 1)
        sumas = np.hstack([sumas, sumas + aporte])
        chance = np.hstack([chance * rate, chance * (1 - rate)])
    salida = sumas.clip(min=0)
    media = salida @ chance
    return media, ((salida - media[:, None]) ** 2) @ chance
