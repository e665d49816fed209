# variante: repite la máscara hasta la forma de x y usa where
import numpy as np


def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    n, alto, ancho, canales = x.shape
    grande = np.repeat(u, alto * ancho, axis=0).reshape(n, alto, ancho, canales)
    apagado = grande < rate
    escala = x.dtype.type(1.0 / (1.0 - rate))
    cero = x.dtype.type(0)
    return np.where(apagado, cero, x * escala), np.where(apagado, cero, grad * escala)
