# variante: cuatro ciclos de Python, número por número
import numpy as np


def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    n, alto, ancho, canales = x.shape
    out, dx = np.zeros_like(x), np.zeros_like(x)
    for i in range(n):
        for c in range(canales):
            if u[i, c] < rate:
                continue
            for a in range(alto):
                for b in range(ancho):
                    out[i, a, b, c] = x[i, a, b, c] / (1 - rate)
                    dx[i, a, b, c] = grad[i, a, b, c] / (1 - rate)
    return out, dx
