# error: marca como 255 todo lo que bajó, también cuando oscurece
# pista: oscurec
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    moved = images + delta[:, None, None].astype(np.uint8)
    # si el resultado es menor que el original, dio la vuelta
    moved[moved < images] = 255
    return moved
