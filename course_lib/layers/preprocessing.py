"""Capas que escalan las entradas antes de la primera neurona."""

from typing import Any

import numpy as np

from course_lib import checks, initializers
from course_lib.config import Array
from course_lib.layers.base import Layer, Shape

# Como en Keras: una columna constante queda en 0 en vez de dividirse por cero
EPSILON = 1e-7


@checks.strict
class Rescaling(Layer):
    """Multiplica y desplaza las entradas: y = x·scale + offset. Píxeles a [0, 1]: Rescaling(1/255).

    Argumentos:
        scale, offset: números finitos.

    Formas: x (N, …) → y (N, …).
    Keras: `keras.layers.Rescaling`.
    """

    def __init__(self, scale: float, offset: float = 0.0) -> None:
        super().__init__()
        self.scale = checks.number("scale", scale)
        self.offset = checks.number("offset", offset)

    def call(self, x: Array, training: bool = False) -> Array:
        self._called = True
        return x * self.scale + self.offset

    def backward(self, grad: Array) -> Array:
        self.cached("_called")
        return grad * self.scale


@checks.strict
class Normalization(Layer):
    """Lleva cada característica a media 0 y varianza 1, con estadísticas fijas.

    y = (x − media) / máx(√varianza, 1e−7)

    Las estadísticas salen de `adapt(datos de entrenamiento)` o se dan como argumentos. A diferencia
    de `BatchNormalization`, no cambian al entrenar.

    Argumentos:
        mean, variance: estadísticas conocidas, ambas o ninguna; un número o un arreglo (D,).

    Formas: x (N, …, D) → y (N, …, D).
    Keras: `keras.layers.Normalization`.
    """

    def __init__(self, mean: Any = None, variance: Any = None) -> None:
        super().__init__()
        if (mean is None) != (variance is None):
            raise ValueError("`mean` y `variance` se dan juntas, o ninguna y se usa `adapt`.")
        self._given = None
        if mean is not None:
            self._given = (
                checks.data("mean", np.atleast_1d(checks.array("mean", mean))),
                checks.data("variance", np.atleast_1d(checks.array("variance", variance))),
            )
            if (self._given[1] < 0).any():
                raise ValueError(f"`variance` no puede ser negativa. Recibido: {variance!r}.")

    def build(self, input_shape: Shape) -> None:
        if input_shape[-1] is None:
            raise ValueError("`Normalization` necesita conocer el tamaño del último eje.")
        size = (input_shape[-1],)
        if self._given is None:
            zeros, ones = initializers.Zeros(), initializers.Ones()
            self.mean = self.add_weight("mean", size, zeros, trainable=False)
            self.variance = self.add_weight("variance", size, ones, trainable=False)
            # Keras guarda también este contador; así los pesos se intercambian en una línea
            self.add_weight("count", (), zeros, trainable=False)
            self.mean.value[...] = np.nan  # todavía no se conoce
        elif any(given.shape not in ((1,), size) for given in self._given):
            raise ValueError(
                f"`mean` y `variance` deben ser un número o un arreglo de forma {size}, un valor "
                f"por característica. Recibido: formas {[given.shape for given in self._given]}."
            )

    @checks.spanish_arguments
    def adapt(self, data: Any) -> None:
        """Aprende media y varianza de cada característica. Usa solo datos de entrenamiento."""
        if self._given is not None:
            raise RuntimeError("Esta capa ya recibió `mean` y `variance`: no necesita `adapt`.")
        x = checks.data("data", data).astype(np.float64)
        if x.ndim < 2:
            raise ValueError(f"`data` debe tener forma (N, …, D). Recibido: {x.shape}.")
        self.build((None, *x.shape[1:]))
        axes = tuple(range(x.ndim - 1))
        self.set_weights([x.mean(axes), x.var(axes), 0])

    def call(self, x: Array, training: bool = False) -> Array:
        mean: Array
        variance: Array
        if self._given is None:
            mean, variance = self.mean.value, self.variance.value
        else:
            mean, variance = (a.astype(x.dtype) for a in self._given)
        if np.isnan(mean).any():
            raise RuntimeError(
                "`Normalization` no conoce todavía los datos: llama antes a "
                "`capa.adapt(x_entrenamiento)`."
            )
        self._std: Array = np.maximum(np.sqrt(variance), EPSILON)
        return (x - mean) / self._std

    def backward(self, grad: Array) -> Array:
        std: Array = self.cached("_std")
        return grad / std
