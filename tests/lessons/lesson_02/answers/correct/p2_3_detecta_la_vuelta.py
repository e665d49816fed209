# variante: sigue en uint8 y corrige donde dio la vuelta, según el signo de delta
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    d = delta[:, None, None]
    moved = images + d.astype(np.uint8)
    out = moved.copy()
    out[(d > 0) & (moved < images)] = 255
    out[(d < 0) & (moved > images)] = 0
    return out
