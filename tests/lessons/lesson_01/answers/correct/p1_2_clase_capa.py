# variante: una clase por capa, con funciones auxiliares
import numpy as np


class CapaDensa:
    """Kernel y sesgo de una capa, con su λ."""

    def __init__(self, kernel, sesgo, lam):
        self.kernel = kernel
        self.sesgo = sesgo
        self.lam = lam

    def penalizacion(self):
        return self.lam * np.square(self.kernel).sum()

    def gradientes(self):
        return [2.0 * self.lam * self.kernel, 0.0 * self.sesgo]


def capas_de(weights, l2):
    """Agrupa la lista plana de Keras de a dos."""
    it = iter(weights)
    return [CapaDensa(W, b, lam) for W, b, lam in zip(it, it, l2)]


def penalty_and_gradients(weights, l2):
    """Penalización L2 de la red, con un λ por capa, y su gradiente en cada arreglo."""
    capas = capas_de(weights, l2)
    total = sum(capa.penalizacion() for capa in capas)
    return total, [g for capa in capas for g in capa.gradientes()]
