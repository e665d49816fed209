"""Capas que agregan ruido al entrenar y no hacen nada al predecir."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.config import Array, floatx
from course_lib.layers.base import Layer


class _Noise(Layer):
    """Una capa con su propio flujo de azar; identidad al predecir."""

    def __init__(self, seed: int | None = None) -> None:
        super().__init__()
        self.seed = None if seed is None else checks.integer("seed", seed, low=0)
        if seed is not None:
            self.rng = np.random.default_rng(seed)


@checks.strict
class Dropout(_Noise):
    """Apaga neuronas al azar, una a una y en cada ejemplo, y amplifica las demás.

    Al entrenar:  y = x·m,   m = 0 con probabilidad rate y 1/(1 − rate) si no, así E[y] = x
    Al predecir:  y = x

    Argumentos:
        rate: tasa de dropout, la fracción esperada que se apaga, en [0, 1).
        noise_shape: forma de la máscara; (1, D) usa la misma máscara en todo el lote. None o un
            None dentro de la tupla toma el tamaño de la entrada.
        seed: semilla propia; None usa el flujo de azar del modelo.

    Formas: x (N, …) → y (N, …).
    Keras: `keras.layers.Dropout`.
    Referencia: Srivastava et al. (2014), JMLR 15:1929-1958.
    """

    def __init__(
        self, rate: float, noise_shape: Sequence[int | None] | None = None, seed: int | None = None
    ) -> None:
        super().__init__(seed)
        self.rate = checks.fraction("rate", rate, "la fracción que se apaga")
        if noise_shape is not None:
            noise_shape = tuple(
                None if side is None else checks.integer("noise_shape", side)
                for side in checks.sequence("noise_shape", noise_shape)
            )
        self.noise_shape = noise_shape

    def call(self, x: Array, training: bool = False) -> Array:
        self._mask = self._draw(x.shape) if training and self.rate > 0 else None
        return x if self._mask is None else x * self._mask

    def backward(self, grad: Array) -> Array:
        mask: Array | None = self.cached("_mask")
        return grad if mask is None else grad * mask

    def _draw(self, shape: tuple[int, ...]) -> Array:
        pattern = self.noise_shape or shape
        if len(pattern) != len(shape) or any(
            side not in (None, 1, size) for side, size in zip(pattern, shape, strict=True)
        ):
            raise ValueError(
                f"`noise_shape` {self.noise_shape} no calza con una entrada de forma {shape}: cada "
                "eje debe ser 1, None o igual al de la entrada."
            )
        size = tuple(n if side is None else side for side, n in zip(pattern, shape, strict=True))
        dtype: Any = np.dtype(floatx())
        kept = self.rng.random(size, dtype=dtype) >= self.rate
        return np.multiply(kept, 1 / (1 - self.rate), dtype=dtype)


@checks.strict
class GaussianNoise(_Noise):
    """Suma ruido normal a cada elemento al entrenar: y = x + N(0, stddev²).

    Argumentos:
        stddev: desviación estándar del ruido, mayor o igual que 0.
        seed: semilla propia; None usa el flujo de azar del modelo.

    Formas: x (N, …) → y (N, …).
    Keras: `keras.layers.GaussianNoise`.
    """

    def __init__(self, stddev: float, seed: int | None = None) -> None:
        super().__init__(seed)
        self.stddev = checks.number("stddev", stddev, low=0)

    def call(self, x: Array, training: bool = False) -> Array:
        self._called = True
        if not training:
            return x
        return x + self.stddev * self.rng.standard_normal(x.shape, dtype=x.dtype.type)

    def backward(self, grad: Array) -> Array:
        self.cached("_called")
        return grad


@checks.strict
class GaussianDropout(_Noise):
    """Multiplica cada elemento por ruido normal de media 1: y = x·N(1, rate/(1 − rate)).

    La varianza es la que tendría `Dropout(rate)`, sin apagar nada del todo.

    Argumentos:
        rate: tasa de dropout equivalente, en [0, 1).
        seed: semilla propia; None usa el flujo de azar del modelo.

    Formas: x (N, …) → y (N, …).
    Keras: `keras.layers.GaussianDropout`. Referencia: Srivastava et al. (2014), sección 10.
    """

    def __init__(self, rate: float, seed: int | None = None) -> None:
        super().__init__(seed)
        self.rate = checks.fraction("rate", rate, "la tasa de dropout equivalente")

    def call(self, x: Array, training: bool = False) -> Array:
        self._noise = None
        if not training or self.rate == 0:
            return x
        stddev = math.sqrt(self.rate / (1 - self.rate))
        self._noise = 1 + stddev * self.rng.standard_normal(x.shape, dtype=x.dtype.type)
        return x * self._noise

    def backward(self, grad: Array) -> Array:
        noise: Array | None = self.cached("_noise")
        return grad if noise is None else grad * noise
