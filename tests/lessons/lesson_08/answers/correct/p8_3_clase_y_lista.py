# variante: una clase con los dos modos, y devuelve una lista
import numpy as np


class Capa:
    def __init__(self, gamma, beta, mm, mv, momentum, epsilon):
        self.gamma, self.beta = gamma, beta
        self.mm, self.mv = mm.copy(), mv.copy()
        self.momentum, self.epsilon = momentum, epsilon

    def salida(self, x, m, v):
        escala = self.gamma / np.sqrt(v + self.epsilon)
        return x * escala + (self.beta - m * escala)

    def entrenar(self, x):
        ejes = tuple(range(x.ndim))[:-1]
        m, v = np.mean(x, axis=ejes), np.var(x, axis=ejes)
        self.mm *= self.momentum
        self.mm += (1 - self.momentum) * m
        self.mv *= self.momentum
        self.mv += (1 - self.momentum) * v
        return self.salida(x, m, v)

    def predecir(self, x):
        return self.salida(x, self.mm, self.mv)


def batch_norm(x, gamma, beta, moving_mean, moving_variance, momentum, epsilon, training):
    """BN reparada: devuelve y, moving_mean y moving_variance."""
    capa = Capa(gamma, beta, moving_mean, moving_variance, momentum, epsilon)
    y = capa.entrenar(x) if training else capa.predecir(x)
    return [y, capa.mm, capa.mv]
