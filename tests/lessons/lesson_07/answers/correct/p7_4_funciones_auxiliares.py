# variante: dos funciones auxiliares que transforman un par (W, b)
import numpy as np


def absorber_entrada(w, b, media, desv):
    """Pesos de la capa que recibe x en vez de (x - media) / desv."""
    nuevo = np.diag(1 / np.asarray(desv)) @ w
    return nuevo, b - np.dot(media, nuevo)


def absorber_salida(w, b, media, desv):
    """Pesos de la capa cuya salida se multiplica por desv y se desplaza en media."""
    return np.einsum("ij,j->ij", w, desv), b * desv + media


def to_raw(weights, x_mean, x_std, y_mean, y_std):
    capas = [(weights[i], weights[i + 1]) for i in range(0, len(weights), 2)]
    capas[0] = absorber_entrada(*capas[0], x_mean, x_std)
    capas[-1] = absorber_salida(*capas[-1], y_mean, y_std)
    return [arreglo.copy() for capa in capas for arreglo in capa]
