# variante: una clase por cara, que sabe reflejarse
import numpy as np


class Cara:
    """Una imagen con sus dos etiquetas."""

    def __init__(self, imagen, puntos, caja):
        self.imagen, self.puntos, self.caja = imagen, puntos, caja

    def espejo(self):
        ancho = self.imagen.shape[1]
        puntos = self.puntos[[1, 0, 2]]  # índices: ya es una copia
        puntos[:, 0] = ancho - 1 - puntos[:, 0]
        caja = self.caja.copy()
        caja[[0, 2]] = ancho - self.caja[[2, 0]]
        return Cara(self.imagen[:, ::-1], puntos, caja)


def mirror(images, points, boxes, flip):
    """Refleja las imágenes marcadas, con sus puntos y sus cajas."""
    caras = [Cara(*datos) for datos in zip(images, points, boxes)]
    caras = [c.espejo() if f else c for c, f in zip(caras, flip)]
    return (
        np.stack([c.imagen for c in caras]),
        np.stack([c.puntos for c in caras]),
        np.stack([c.caja for c in caras]),
    )
