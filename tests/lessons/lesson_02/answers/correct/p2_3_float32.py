# variante: en float32
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    x = np.asarray(images, np.float32)
    d = np.asarray(delta, np.float32).reshape(-1, 1, 1)
    return np.clip(x + d, 0, 255).astype(np.uint8)
