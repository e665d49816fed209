"""El contrato de una capa: `call` calcula y `backward` deriva."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import numpy as np

from course_lib import checks
from course_lib.config import Array
from course_lib.initializers import Initializer
from course_lib.regularizers import Regularizer

Shape = tuple[int | None, ...]


def snake_case(name: str) -> str:
    """Pasa de BatchNormalization a batch_normalization."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


@dataclass(eq=False)
class Parameter:
    """Un arreglo que la red aprende (o recuerda) y su gradiente.

    Argumentos:
        value: los números; `backward` deja en `grad` la derivada de la pérdida, de la misma forma.
        regularizer: su penalización, o None.
        trainable: False en las estadísticas que no se aprenden por gradiente.
    """

    value: Array
    name: str
    regularizer: Regularizer | None = None
    trainable: bool = True
    grad: Array | None = None


def _build_once(build: Callable[[Any, Shape], None]) -> Callable[[Any, Shape], None]:
    """Hace que construir otra vez una capa construida no cree sus pesos de nuevo."""

    @wraps(build)
    def once(self: "Layer", input_shape: Shape) -> None:
        if not self.built:
            build(self, input_shape)
            self.input_shape = input_shape
            self.built = True

    return once


class Layer(ABC):
    """Una capa: `layer(x, training=...)` hacia adelante y `layer.backward(grad)` hacia atrás.

    Se construye (crea sus pesos) la primera vez que ve una entrada. `x` y `grad` nunca se
    modifican. `training` dice en qué modo se llama; `trainable` dice si sus pesos se mueven.

    Keras: `keras.layers.Layer`, con una pieza más: `backward`.
    """

    def __init__(self) -> None:
        self.name = snake_case(type(self).__name__)
        self.trainable = True
        self.built = False
        self.needs_input_grad = True  # `fit` lo apaga en la primera capa: nadie usa su ∂L/∂x
        self.rng = np.random.default_rng()
        self._weights: list[Parameter] = []
        self.input_shape: Shape = ()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.build = _build_once(cls.build)  # type: ignore[assignment, method-assign]

    def build(self, input_shape: Shape) -> None:
        """Crea los pesos, una sola vez, para entradas (None, …); None es el número de ejemplos."""

    @abstractmethod
    def call(self, x: Array, training: bool = False) -> Array:
        """Calcula la salida y guarda lo que `backward` necesitará."""

    @abstractmethod
    def backward(self, grad: Array) -> Array:
        """Convierte ∂L/∂salida en ∂L/∂entrada y deja ∂L/∂pesos en cada `Parameter.grad`.

        Sin `needs_input_grad`, lo que devuelva no se usa.
        """

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Forma de la salida para una forma de entrada; por defecto, la misma."""
        return input_shape

    def __call__(self, x: Any, training: bool = False) -> Array:
        """Comprueba la entrada, construye la capa si hace falta y llama a `call`."""
        x = checks.tensor("x", x)
        if x.ndim < 2:
            raise ValueError(
                f"La capa {self.name!r} espera un lote de ejemplos, (N, …). Recibido: forma "
                f"{x.shape}. Para un solo ejemplo usa x[None]."
            )
        self.build((None, *x.shape[1:]))
        if self.input_shape[1:] != x.shape[1:]:
            raise ValueError(
                f"La capa {self.name!r} se construyó para entradas de forma {self.input_shape} y "
                f"recibió {x.shape}."
            )
        return self.call(x, training=checks.boolean("training", training))

    def add_weight(
        self,
        name: str,
        shape: Sequence[int],
        initializer: Initializer,
        regularizer: Regularizer | None = None,
        trainable: bool = True,
    ) -> Parameter:
        """Crea un parámetro con el azar propio de la capa."""
        value = initializer(tuple(shape), self.rng)
        self._weights.append(Parameter(value, f"{self.name}/{name}", regularizer, trainable))
        return self._weights[-1]

    def rename(self, name: str) -> None:
        """Cambia el nombre de la capa y el de los pesos que ya tenga."""
        for parameter in self._weights:
            parameter.name = parameter.name.replace(self.name, name, 1)
        self.name = name

    @property
    def weights(self) -> list[Parameter]:
        """Los parámetros en el orden de Keras: primero los que se entrenan."""
        return sorted(self._weights, key=lambda parameter: not parameter.trainable)

    @property
    def trainable_weights(self) -> list[Parameter]:
        """Los parámetros que un optimizador debe mover; ninguno si la capa está congelada."""
        return [p for p in self._weights if p.trainable] if self.trainable else []

    def get_weights(self) -> list[Array]:
        """Copia de los valores de `weights`."""
        return [parameter.value.copy() for parameter in self.weights]

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Escribe los valores; sirven los de `get_weights` de la capa de Keras."""
        assign(self.weights, weights)

    def cached(self, name: str) -> Any:
        """Lo que `call` guardó para `backward`, o un error si todavía no se llamó."""
        try:
            return getattr(self, name)
        except AttributeError:
            raise RuntimeError(
                f"`backward` de la capa {self.name!r} necesita lo que guarda `call`: llama primero "
                "a la capa con una entrada."
            ) from None


def assign(parameters: Sequence[Parameter], values: Sequence[Any]) -> None:
    """Copia `values` en los parámetros, o no cambia ninguno si algo no calza."""
    values = checks.sequence("weights", values)
    if len(parameters) != len(values):
        raise ValueError(
            f"Se esperaban {len(parameters)} arreglos de pesos y llegaron {len(values)}: "
            "son de otra arquitectura."
        )
    arrays = [checks.array("weights", value) for value in values]
    for parameter, value in zip(parameters, arrays, strict=True):
        if parameter.value.shape != value.shape:
            raise ValueError(
                f"El peso {parameter.name!r} tiene forma {parameter.value.shape} y llegó uno de "
                f"forma {value.shape}: son de otra arquitectura. No se cambió ningún peso."
            )
    for parameter, value in zip(parameters, arrays, strict=True):
        parameter.value[...] = value


@contextmanager
def unchanged(layers: Iterable[Layer]) -> Iterator[None]:
    """Deja mirar sin tocar: al salir vuelven el azar, las medias móviles y los gradientes."""
    layers = list(layers)
    streams = [(layer.rng.bit_generator, layer.rng.bit_generator.state) for layer in layers]
    weights = [p for layer in layers for p in layer.weights]
    grads = [p.grad for p in weights]
    statistics = [(p, p.value.copy()) for p in weights if not p.trainable]
    yield
    for stream, state in streams:
        stream.state = state
    for p, grad in zip(weights, grads, strict=True):
        p.grad = grad
    for p, value in statistics:
        p.value[...] = value
