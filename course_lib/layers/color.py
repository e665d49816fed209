"""Capas que cambian la luz de las imágenes al entrenar."""

from abc import abstractmethod

import numpy as np

from course_lib import checks
from course_lib.config import Array
from course_lib.layers.augmentation import (
    Augmentation,
    Transformation,
    interval,
    per_image,
    value_limits,
)


class _Color(Augmentation):
    """Cambia los valores de los píxeles sin moverlos, y los deja dentro de `value_range`."""

    value_range: tuple[float, float]

    def _apply(self, images: Array, t: Transformation) -> Array:
        return np.clip(self._adjust(images, t), *self.value_range)

    def _transpose(self, grad: Array, t: Transformation) -> Array:
        raw, (low, high) = self._adjust(self._x, t), self.value_range
        free = (raw >= low) & (raw <= high)  # lo que se recortó ya no depende de la entrada
        return self._adjust_transpose(grad * free, t)

    @abstractmethod
    def _adjust(self, images: Array, t: Transformation) -> Array:
        """El cambio, todavía sin recortar a `value_range`."""

    @abstractmethod
    def _adjust_transpose(self, grad: Array, t: Transformation) -> Array:
        """La transpuesta de `_adjust`."""


@checks.strict
class RandomBrightness(_Color):
    """Aclara u oscurece cada imagen: y = x + delta, sin salir de `value_range`.

    delta = f·(máximo − mínimo),  f al azar en `factor`

    Argumentos:
        factor: f va de −factor a factor, o entre dos números; en [−1, 1].
        value_range: el menor y el mayor valor de un píxel; (0, 1) si ya dividiste por 255.
        seed: semilla propia; None usa el flujo de azar del modelo.

    Parámetros: rgb_delta (N,).
    Keras: `keras.layers.RandomBrightness`.
    """

    parameters = ("rgb_delta",)

    def __init__(
        self,
        factor: float | tuple[float, float],
        value_range: tuple[float, float] = (0, 255),
        seed: int | None = None,
    ) -> None:
        super().__init__(seed)
        self.factor = interval("factor", factor, -1, 1)
        self.value_range = value_limits(value_range)

    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea cuánto se suma a cada imagen."""
        low, high = self.value_range
        return {"rgb_delta": self._uniform(self.factor, len(images)) * (high - low)}

    def _adjust(self, images: Array, t: Transformation) -> Array:
        return images + per_image(t["rgb_delta"], images)

    def _adjust_transpose(self, grad: Array, t: Transformation) -> Array:
        return grad


@checks.strict
class RandomContrast(_Color):
    """Aleja o acerca los píxeles a la media de su imagen y canal: y = c·(x − μ) + μ.

    Argumentos:
        factor: c va de 1 − factor a 1 + factor; con dos números (a, b), de 1 − a a 1 + b.
        value_range: el menor y el mayor valor de un píxel; (0, 1) si ya dividiste por 255.
        seed: semilla propia; None usa el flujo de azar del modelo.

    Parámetros: contrast_factor (N,).
    Keras: `keras.layers.RandomContrast`. Con un solo número, Keras 3.15 sortea c entre 1 y
    1 + factor, aunque su documentación promete lo de aquí.
    """

    parameters = ("contrast_factor",)

    def __init__(
        self,
        factor: float | tuple[float, float],
        value_range: tuple[float, float] = (0, 255),
        seed: int | None = None,
    ) -> None:
        super().__init__(seed)
        low, high = (
            factor if isinstance(factor, list | tuple) and len(factor) == 2 else (factor,) * 2
        )
        self.factor = (
            1 - checks.number("factor", low, low=0, high=1),
            1 + checks.number("factor", high, low=0, high=1),
        )
        self.value_range = value_limits(value_range)

    def get_random_transformation(self, images: Array) -> Transformation:
        """Sortea el contraste de cada imagen."""
        return {"contrast_factor": self._uniform(self.factor, len(images))}

    def _adjust(self, images: Array, t: Transformation) -> Array:
        c = per_image(t["contrast_factor"], images)
        return c * images + (1 - c) * images.mean((1, 2), keepdims=True)

    def _adjust_transpose(self, grad: Array, t: Transformation) -> Array:
        return self._adjust(grad, t)  # la matriz es simétrica
