# error: ignora u y sortea una moneda por cada píxel
# pista: u
import numpy as np


def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    rng = np.random.default_rng(0)
    mask = ((rng.random(x.shape) >= rate) / (1 - rate)).astype(x.dtype)
    return x * mask, grad * mask
