# variante: ciclos de Python con enteros de Python
import numpy as np


def brighten(images, delta):
    """Aclara u oscurece cada imagen del lote, sin salirse de 0 a 255."""
    out = np.zeros(images.shape, dtype=np.uint8)
    n, h, w = images.shape
    for i in range(n):
        for f in range(h):
            for c in range(w):
                valor = int(images[i, f, c]) + int(delta[i])
                if valor > 255:
                    valor = 255
                if valor < 0:
                    valor = 0
                out[i, f, c] = valor
    return out
