# variante: decide una neurona a la vez, con recursión, y junta los casos en un arreglo
import numpy as np


def ramas(terminos, rate, p=1.0, acumulado=0.0):
    """Cada máscara posible, como (probabilidad, suma por ejemplo)."""
    if terminos.shape[1] == 0:
        yield p, acumulado
        return
    primero, resto = terminos[:, 0], terminos[:, 1:]
    yield from ramas(resto, rate, p * rate, acumulado)
    yield from ramas(resto, rate, p * (1 - rate), acumulado + primero / (1 - rate))


def exact_moments(h, w, b, rate):
    """Media y varianza exactas de la salida, sobre las 2^K máscaras."""
    casos = list(ramas(h * w, rate))
    p = np.array([caso[0] for caso in casos])[:, None]
    y = np.stack([np.maximum(np.zeros(len(h)) + caso[1] + b, 0) for caso in casos])
    media = (p * y).sum(axis=0)
    return np.array([media, (p * np.square(y - media)).sum(axis=0)])
