# error: usa el valor absoluto de delta: siempre aclara
# pista: absoluto
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    d = np.abs(delta).astype(np.int16)
    moved = images.astype(np.int16) + d[:, None, None]
    return np.clip(moved, 0, 255).astype(np.uint8)
