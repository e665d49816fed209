# error: usa el primer delta en todas las imágenes
# pista: cada imagen
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    moved = images.astype(int) + delta[0]
    return np.clip(moved, 0, 255).astype(np.uint8)
