"""Lo que la lección 02 hace correr y no es la idea: los dígitos como imágenes y una fuga."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

import course_lib as lib
from course_lib.config import Array
from course_lib.lab import trials


def digit_images() -> list[Any]:
    """Entrenamiento, mil dígitos de validación y mil de prueba: x (n, 28, 28, 1), y (n,)."""
    train, _, val, test = trials.digits(0, validation=1000, test=1000)
    return [split._replace(x=trials.images_of(split.x)[..., None]) for split in (train, val, test)]


def promises(
    build: Callable[[int], lib.Sequential], x: Array, y: Array, test: Any, seeds: Sequence[int]
) -> Array:
    """Lo que promete la validación y lo que pasa en la prueba, en los dos órdenes.

    Formas: devuelve (2, 2, semillas), errores (%): primero lo apartado y después la prueba, y en
    cada uno primero al aumentar antes de separar y después al revés.
    """
    both = [[promise(build, x, y, test, early, seed) for seed in seeds] for early in (True, False)]
    return np.moveaxis(np.array(both), -1, 0)


def promise(
    build: Callable[[int], lib.Sequential], x: Array, y: Array, test: Any, early: bool, seed: int
) -> tuple[float, float]:
    """El error (%) en lo que se apartó para validar y en la prueba.

    Argumentos:
        early: True hace diez versiones corridas de cada imagen y después aparta un quinto; False
            aparta primero, y aumenta solo lo que se estudia.
    """
    rng = np.random.default_rng(seed)
    if early:
        x, y = inflate(x, y, seed)
    order = rng.permutation(len(x))
    held, rest = np.split(order, [len(order) // 5])
    study = (x[rest], y[rest]) if early else inflate(x[rest], y[rest], seed)
    model = build(seed)
    model.fit(*study, batch_size=50, epochs=10, verbose=0)
    return trials.error(model, x[held], y[held]), trials.error(model, test.x, test.y)


def inflate(x: Array, y: Array, seed: int) -> tuple[Array, Array]:
    """Diez versiones corridas de cada imagen, con la etiqueta de la original."""
    layer = lib.layers.RandomTranslation(2 / 28, 2 / 28, "constant", seed=seed)
    return np.concatenate([layer(x) for _ in range(10)]), np.tile(y, 10)
