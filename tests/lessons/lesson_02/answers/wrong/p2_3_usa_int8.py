# error: pasa las imágenes a int8, donde no cabe más de 127
# pista: tipo
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    moved = images.astype(np.int8) + delta[:, None, None]
    return np.clip(moved, 0, 255).astype(np.uint8)
