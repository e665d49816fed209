# variante: clases por capa y un sorteo con la forma traspuesta
import numpy as np


class Relu:
    """ReLU con memoria."""

    def adelante(self, z):
        self.activa = z > 0
        return z * self.activa

    def atras(self, g):
        return g * self.activa


class Dropout:
    """Dropout invertido con memoria."""

    def __init__(self, rate, seed):
        self.rate = rate
        self.rng = np.random.RandomState(seed)

    def adelante(self, h):
        sorteo = self.rng.uniform(size=h.shape[::-1]).T
        self.mask = (sorteo >= self.rate) / (1 - self.rate)
        return h * self.mask

    def atras(self, g):
        return g * self.mask


def loss_and_gradients(x, y, w1, w2, rate, seed):
    """Pérdida y gradientes de un paso con dropout, sin el error."""
    relu, dropout = Relu(), Dropout(rate, seed)
    oculta = dropout.adelante(relu.adelante(x @ w1))
    error = oculta @ w2 - y
    d_salida = 2 * error / len(y)
    d_oculta = relu.atras(dropout.atras(d_salida[:, None] * w2))
    return [np.mean(error**2), x.T @ d_oculta, oculta.T @ d_salida]
