# error: la penalización promedia los cuadrados en vez de sumarlos
# pista: suma
import numpy as np


def by_hand():
    """Tus resultados de lápiz y papel: dos números y dos listas de tres números."""
    w = np.array([2.0, -1.0, 0.0])
    gradiente = np.array([1.0, 0.0, -3.0]) + 2 * 0.1 * w
    return {
        "penalty": 0.1 * np.mean(w**2),
        "gradient": gradiente,
        "w": w - 0.5 * gradiente,
        "b": 5 - 0.5 * 1.0,
    }
