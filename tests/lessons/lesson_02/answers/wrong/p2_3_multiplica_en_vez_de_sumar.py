# error: multiplica el brillo por un factor en vez de sumarlo
# pista: suma
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    factor = 1 + delta[:, None, None] / 255
    return np.clip(images * factor, 0, 255).astype(np.uint8)
