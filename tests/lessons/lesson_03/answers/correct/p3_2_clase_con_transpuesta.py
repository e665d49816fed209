# variante: una clase, con los ejes movidos para que la máscara quede al final
import numpy as np


class ApagaCanales:
    """Dropout de canales con la máscara guardada."""

    def __init__(self, u, rate):
        self.mascara = (1 - (u < rate)) * (1 / (1 - rate))

    def aplica(self, arreglo):
        # (N, H, W, C) -> (H, W, N, C)
        movido = arreglo.transpose(1, 2, 0, 3)
        return (movido * self.mascara).transpose(2, 0, 1, 3).astype(arreglo.dtype)


def channel_dropout(x, grad, u, rate):
    """Salida y gradiente de un dropout que apaga canales enteros."""
    capa = ApagaCanales(np.asarray(u), rate)
    return capa.aplica(x), capa.aplica(grad)
