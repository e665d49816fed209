# error: sortea otra máscara para la pasada de vuelta
# pista: misma
import numpy as np


def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = ((u >= rate) / (1 - rate))[:, None, None, :].astype(x.dtype)
    u2 = np.random.default_rng(1).random(u.shape)
    mask2 = ((u2 >= rate) / (1 - rate))[:, None, None, :].astype(x.dtype)
    return x * mask, grad * mask2
