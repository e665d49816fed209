# variante: pasa las imágenes a int16
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    moved = images.astype(np.int16) + delta[:, None, None]
    return np.clip(moved, 0, 255).astype(np.uint8)
