# variante: ciclos de Python, píxel por píxel
import numpy as np


def shift_batch(x, down, right):
    """El lote con cada imagen corrida lo suyo y el hueco lleno con su reflejo."""
    n, h, w = x.shape
    out = np.zeros(x.shape, dtype=x.dtype)
    for i in range(n):
        for f in range(h):
            for c in range(w):
                a = f - down[i]
                if a < 0:
                    a = -a - 1
                if a >= h:
                    a = 2 * h - 1 - a
                b = c - right[i]
                if b < 0:
                    b = -b - 1
                if b >= w:
                    b = 2 * w - 1 - b
                out[i, f, c] = x[i, a, b]
    return out
