# error: recorta delta a 0 antes de pasarlo a uint8, así que nunca oscurece
# pista: negativ
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    d = np.clip(delta, 0, 255)[:, None, None]
    moved = images.astype(np.int16) + d
    return np.clip(moved, 0, 255).astype(np.uint8)
