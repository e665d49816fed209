# error: pasa la imagen a (N, C, H, W) con reshape, que mezcla los canales
# pista: canal
import numpy as np


def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    n, alto, ancho, canales = x.shape
    mask = ((u >= rate) / (1 - rate)).reshape(n, canales, 1, 1)
    out = x.reshape(n, canales, alto, ancho) * mask
    dx = grad.reshape(n, canales, alto, ancho) * mask
    return np.asarray(out, x.dtype).reshape(x.shape), np.asarray(dx, x.dtype).reshape(x.shape)
