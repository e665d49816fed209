# error: deja pasar el gradiente donde la salida no es 0: los ceros de x lo cortan
# pista: máscara
import numpy as np


def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    mask = ((u >= rate) / (1 - rate))[:, None, None, :].astype(x.dtype)
    out = x * mask
    dx = np.where(out != 0, grad / (1 - rate), 0)
    return out, dx.astype(x.dtype)
