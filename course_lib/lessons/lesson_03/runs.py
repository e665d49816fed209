"""Lo que la lección 03 hace correr y no es la idea: repartir las mismas máscaras."""

from types import ModuleType
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.config import Array


def same_masks(keras: ModuleType, rate: float) -> tuple[type[lib.layers.Dropout], type[Any]]:
    """Dos capas de dropout, la nuestra y una de Keras, que apagan a las mismas neuronas.

    La máscara de cada ancho se sortea una vez; las derivadas de la de Keras las pone TensorFlow.
    """
    given: dict[int, Array] = {}

    def mask(shape: Any) -> Array:
        coins = np.random.default_rng(shape[-1]).random(shape)
        return given.setdefault(shape[-1], (coins >= rate) / (1 - rate))

    class Ours(lib.layers.Dropout):
        def _draw(self, shape: tuple[int, ...]) -> Array:
            return mask(shape)

    class Theirs(keras.layers.Layer):  # type: ignore[misc, name-defined]
        def call(self, x: Any, training: bool = False) -> Any:
            return x * given[x.shape[-1]] if training else x

    return Ours, Theirs
