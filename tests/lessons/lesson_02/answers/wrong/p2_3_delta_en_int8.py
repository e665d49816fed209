# error: pasa delta a int8 para que acepte negativos, pero no le caben más de 127
# pista: int8
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    # uint8 no tiene negativos; int8 sí
    moved = images + delta[:, None, None].astype(np.int8)
    return np.clip(moved, 0, 255).astype(np.uint8)
