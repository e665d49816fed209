# error: una sola moneda apaga la capa entera: solo visita dos máscaras
# pista: máscaras
import numpy as np


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    prendida = np.maximum(h @ w / (1 - rate) + b, 0)
    apagada = max(b, 0)
    media = (1 - rate) * prendida + rate * apagada
    varianza = (1 - rate) * (prendida - media) ** 2 + rate * (apagada - media) ** 2
    return media, varianza
