# variante: una clase con el lienzo de tres por tres imágenes reflejadas
import numpy as np


class Lienzo:
    """La imagen rodeada de sus ocho reflejos."""

    def __init__(self, imagen):
        self.h, self.w = imagen.shape
        franja = np.hstack([imagen[:, ::-1], imagen, imagen[:, ::-1]])
        self.todo = np.vstack([franja[::-1], franja, franja[::-1]])

    def ventana(self, d, r):
        f, c = self.h - d, self.w - r
        return self.todo[f : f + self.h, c : c + self.w]


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    return np.stack([Lienzo(im).ventana(d, r) for im, d, r in zip(x, down, right)])
