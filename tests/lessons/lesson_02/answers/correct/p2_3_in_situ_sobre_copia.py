# variante: in situ sobre una copia int32, con máscaras
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    out = images.astype(np.int32)
    out += delta.reshape(-1, 1, 1).astype(np.int32)
    out[out > 255] = 255
    out[out < 0] = 0
    return out.astype("uint8")
