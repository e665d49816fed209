# error: no vuelve a uint8: devuelve int64
# pista: uint8
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    return np.clip(images.astype(int) + delta[:, None, None], 0, 255)
