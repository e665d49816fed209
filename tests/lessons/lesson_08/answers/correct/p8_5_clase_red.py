# variante: una clase con la red, sobre una copia profunda
import copy

import numpy as np


class Red:
    def __init__(self, hidden, epsilon):
        self.capas = copy.deepcopy(hidden)
        self.epsilon = epsilon

    def pasar(self, x, anotar=False):
        for capa in self.capas:
            z = x @ capa["kernel"]
            if anotar:
                capa["moving_mean"] = z.mean(axis=0)
                capa["moving_variance"] = z.var(axis=0)
            z -= capa["moving_mean"]
            z /= np.sqrt(capa["moving_variance"] + self.epsilon)
            x = np.clip(z * capa["gamma"] + capa["beta"], 0, None)
        return x


def recalibrate(hidden, x, epsilon):
    """Medias y varianzas de lo que llega a cada BN al pasar todas las filas de x."""
    red = Red(hidden, epsilon)
    red.pasar(x, anotar=True)
    medias = [capa["moving_mean"] for capa in red.capas]
    return medias, [capa["moving_variance"] for capa in red.capas]


def choose_size(hidden, kernel_out, x_train, x_val, y_val, sizes, epsilon):
    """Aciertos antes y después de recalibrar con cada tamaño, y el menor que basta."""

    def aciertos(red):
        clases = np.argmax(red.pasar(x_val) @ kernel_out, axis=1)
        return float((clases == y_val).mean()) * 100.0

    red = Red(hidden, epsilon)
    before = aciertos(red)
    after = np.zeros(len(sizes))
    for i, n in enumerate(sizes):
        red.pasar(x_train[:n], anotar=True)
        after[i] = aciertos(red)
    sirven = np.flatnonzero(after.max() - after <= 1)
    return {"before": before, "after": after, "size": sizes[sirven[0]]}
