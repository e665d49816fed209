"""Las capas que miran la imagen por una ventana que se desliza: dónde cae y qué ve."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_lib import checks
from course_lib.config import Array
from course_lib.layers.base import Layer, Shape


def pair(name: str, value: Any) -> tuple[int, int]:
    """Exige un entero, que vale para los dos lados, o un par (alto, ancho)."""
    sides = value if isinstance(value, list | tuple) else (value, value)
    if len(sides) != 2:
        raise ValueError(f"`{name}` es un entero o un par (alto, ancho). Recibido: {value!r}.")
    return checks.integer(name, sides[0]), checks.integer(name, sides[1])


def image_sides(layer: Layer, input_shape: Shape) -> tuple[int, int, int]:
    """El alto, el ancho y los canales de las imágenes que recibe una capa."""
    if len(input_shape) == 4:
        _, height, width, channels = input_shape
        if height is not None and width is not None and channels is not None:
            return height, width, channels
    raise ValueError(
        f"{type(layer).__name__} espera imágenes de forma (N, alto, ancho, canales), de lados "
        f"conocidos. Recibido: {input_shape}. A las grises agrégales el canal con x[..., None]; si "
        "las aplanaste, devuélveles la forma con `reshape`."
    )


class Windowed(Layer):
    """Una capa que recorre cada imagen con una ventana, de a `strides` píxeles.

    Con padding "valid" la ventana no se sale de la imagen: cabe en ⌊(lado − ventana)/paso⌋ + 1
    lugares. Con "same" se agrega un borde para que haya ⌈lado/paso⌉ lugares; si no se reparte por
    igual, el píxel que sobra queda abajo y a la derecha, como en Keras.
    """

    border = 0.0  # lo que se ve fuera de la imagen

    def __init__(self, size: tuple[int, int], strides: Any, padding: str) -> None:
        super().__init__()
        self._size = size
        self.strides = pair("strides", strides)
        self.padding = checks.option("padding", padding, ("valid", "same"))

    def build(self, input_shape: Shape) -> None:
        """Comprueba que lleguen imágenes y que la ventana quepa."""
        self.places(input_shape)

    def places(self, input_shape: Shape) -> tuple[int, int]:
        """En cuántos lugares se pone la ventana: a lo alto y a lo ancho."""
        height, width, _ = image_sides(self, input_shape)
        (rows, cols), (down, right) = self._size, self.strides
        if self.padding == "same":
            return -(-height // down), -(-width // right)
        if rows > height or cols > width:
            raise ValueError(
                f"La ventana de {type(self).__name__}, de {rows}×{cols}, no cabe en imágenes de "
                f'{height}×{width}. Usa una más chica, o padding="same".'
            )
        return (height - rows) // down + 1, (width - cols) // right + 1

    def pad(self, x: Array) -> Array:
        """Agrega el borde, si se pidió. Formas: (N, H, W, C) → (N, H + borde, W + borde, C)."""
        if self.padding == "valid":
            return x
        return np.pad(x, ((0, 0), *self._margins(x.shape), (0, 0)), constant_values=self.border)

    def unpad(self, padded: Array) -> Array:
        """Quita el borde que puso `pad`."""
        height, width, _ = image_sides(self, self.input_shape)
        (top, _), (left, _) = self._margins(self.input_shape)
        return padded[:, top : top + height, left : left + width]

    def _margins(self, input_shape: Shape) -> Iterator[tuple[int, int]]:
        """El borde antes y después: primero a lo alto, después a lo ancho."""
        sides = image_sides(self, input_shape)[:2]
        places = self.places(input_shape)
        for side, size, step, count in zip(sides, self._size, self.strides, places, strict=True):
            extra = max((count - 1) * step + size - side, 0)
            yield extra // 2, extra - extra // 2

    def windows(self, padded: Array) -> Array:
        """Lo que ve la ventana en cada lugar: los mismos números mirados de otra forma, sin copia.

        Formas: (N, H, W, C) → (N, lugares a lo alto, a lo ancho, alto, ancho, C).
        """
        # se deja escribir porque `backward` suma, por aquí, en el gradiente de cada píxel
        everywhere = sliding_window_view(padded, self._size, axis=(1, 2), writeable=True)
        down, right = self.strides
        return everywhere[:, ::down, ::right].transpose(0, 1, 2, 4, 5, 3)

    def cells(self, padded: Array) -> Iterator[Array]:
        """Cada casilla de la ventana, fila por fila, en todos los lugares a la vez.

        Formas: (N, H, W, C) → alto·ancho arreglos (N, lugares a lo alto, a lo ancho, C).
        """
        windows = self.windows(padded)
        return (windows[:, :, :, i, j] for i, j in np.ndindex(self._size))
