# error: trabaja entre 0 y 1 y al volver trunca: pierde un gris en algunos píxeles
# pista: trunc
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    moved = images / 255 + delta[:, None, None] / 255
    return (np.clip(moved, 0, 1) * 255).astype(np.uint8)
