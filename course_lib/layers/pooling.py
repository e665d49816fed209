"""Capas que resumen una imagen: el mayor de cada ventana, o el promedio de cada canal."""

from functools import reduce
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.config import Array
from course_lib.layers.base import Layer, Shape
from course_lib.layers.windows import Windowed, image_sides, pair


@checks.strict
class MaxPooling2D(Windowed):
    """Deja el mayor valor de cada ventana, canal por canal: dice si algo apareció, no dónde.

    Hacia atrás, ∂L/∂y vuelve entero a la casilla que ganó y las demás reciben 0. Si hay empate gana
    la primera, fila por fila, como en Keras: el gradiente no se reparte ni se repite.

    Argumentos:
        pool_size: lado de la ventana, o (alto, ancho).
        strides: cuánto avanza, un entero o (abajo, derecha); None es `pool_size`, sin traslape.
        padding: "valid" no se sale de la imagen; "same" agrega un borde que nunca gana.

    Formas: x (N, H, W, C) → y (N, lugares a lo alto, lugares a lo ancho, C).
    Keras: `keras.layers.MaxPooling2D`, mismos nombres y valores por defecto.
    Referencia: Ranzato et al. (2007), «Unsupervised Learning of Invariant Feature Hierarchies».
    """

    border = -np.inf

    def __init__(
        self, pool_size: Any = (2, 2), strides: Any = None, padding: str = "valid"
    ) -> None:
        self.pool_size = pair("pool_size", pool_size)
        super().__init__(self.pool_size, self.pool_size if strides is None else strides, padding)

    def call(self, x: Array, training: bool = False) -> Array:
        self._padded = self.pad(x)
        self._y = reduce(np.maximum, self.cells(self._padded))
        return self._y

    def backward(self, grad: Array) -> Array:
        padded, left = self.cached("_padded"), grad
        d_padded = np.zeros_like(padded)
        for seen, d_seen in zip(self.cells(padded), self.cells(d_padded), strict=True):
            given = left * (seen == self._y)
            d_seen += given  # escribe en d_padded: es el mismo arreglo, mirado por la ventana
            left = left - given  # lo que ya se entregó no vuelve a entregarse en un empate
        return self.unpad(d_padded)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return (input_shape[0], *self.places(input_shape), input_shape[-1])


@checks.strict
class GlobalAveragePooling2D(Layer):
    """Promedia cada canal sobre la imagen entera: de un mapa queda un número.

    y[n, c] = Σ x[n, i, j, c] / (H·W);  hacia atrás, cada píxel recibe ∂L/∂y / (H·W)

    Sin pesos, reemplaza a `Flatten` y la densa grande que lo sigue.

    Argumentos:
        keepdims: si la salida conserva los dos ejes, de largo 1: (N, 1, 1, C).

    Formas: x (N, H, W, C) → y (N, C).
    Keras: `keras.layers.GlobalAveragePooling2D`.
    Referencia: Lin et al. (2013), sección 3.2, arXiv:1312.4400.
    """

    def __init__(self, keepdims: bool = False) -> None:
        super().__init__()
        self.keepdims = checks.boolean("keepdims", keepdims)

    def build(self, input_shape: Shape) -> None:
        """Comprueba que lleguen imágenes."""
        image_sides(self, input_shape)

    def call(self, x: Array, training: bool = False) -> Array:
        self._shape = x.shape
        y = x.mean((1, 2))
        return y[:, None, None] if self.keepdims else y

    def backward(self, grad: Array) -> Array:
        n, height, width, channels = self.cached("_shape")
        share = grad.reshape(n, 1, 1, channels) / (height * width)
        return np.broadcast_to(share, (n, height, width, channels))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        ones = (1, 1) if self.keepdims else ()
        return (input_shape[0], *ones, input_shape[-1])
