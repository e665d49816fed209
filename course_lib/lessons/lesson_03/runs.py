"""Lo que la lección 03 hace correr y no es la idea: seguir un entrenamiento, repartir máscaras."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.config import Array
from course_lib.lab.experiments import Results
from course_lib.lab.text import columns, decimal
from course_lib.lab.trials import error
from course_lib.lessons.lesson_03.tables import BATCH, EVERY, ROUNDS


def follow(model: lib.Sequential, x: Any, told: Any, val: Any) -> Array:
    """Entrena 3.000 pasos y cada 200 anota tres errores (%).

    Devuelve (3, rondas): en lo que estudia, con máscara y sin ella, y en validación.
    """
    rows = []
    for _ in range(ROUNDS):
        model.fit(x, told, batch_size=BATCH, epochs=EVERY * BATCH // len(x), verbose=0)
        masked, unmasked = (error(model, x, told, training=on) for on in (True, False))
        rows.append([masked, unmasked, error(model, val.x, val.y)])
    return np.transpose(rows)


def report(worlds: Mapping[str, Results]) -> None:
    """El error de prueba de cada red, con su mejor tasa de aprendizaje, al final y a tiempo."""
    rows = [["", "dropout", "al final", "a tiempo"]]
    for world, table in worlds.items():
        for rate in table.grid["rate"]:
            ends = (float(table.tuned("test", rate=rate, at=at).mean()) for at in ("last", "best"))
            rows.append([world, decimal(rate), *(f"{decimal(end)} %" for end in ends)])
    print(columns(rows))


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
