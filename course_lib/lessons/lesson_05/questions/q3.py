"""Pregunta 5.3: un error plantado."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_05.questions.shared import Rng


@question(
    "5.3",
    points=1,
    section="Tres formas, una varianza",
    hint="El 0 tiene que ir a −a y el 1, a +a: revisa cuánto mide el intervalo que sale.",
)
def fixed_glorot(student: Any, rng: Rng) -> None:
    """Un error plantado."""
    for shapes in (((40, 12), (12, 25), (25, 6)), ((5, 70),)):
        uniforms = [rng.random(shape) for shape in shapes]
        names = [f"el kernel {k}, de forma {shape}" for k, shape in enumerate(shapes)]
        hint = "Devuelve la lista de los kernels, uno por cada arreglo, aunque sea uno solo."
        received = parts(student.fixed_glorot(uniforms), names, hint=hint)
        for w, name, u in zip(received, names, uniforms, strict=True):
            _assert_kernel(w, name, u, [math.sqrt(6 / sum(shape)) for shape in shapes])


def _assert_kernel(w: Any, name: str, u: Array, limits: Sequence[float]) -> None:
    n_in, n_out = u.shape
    limit = math.sqrt(6 / (n_in + n_out))
    centered = 2 * u - 1
    right = limit * centered

    def scaled(variance: float) -> tuple[Array, Array]:
        """Uniforme con esa varianza, y con el error sin corregir."""
        a = math.sqrt(3 * variance)
        return a * centered, a * (u - 0.5)

    assert_close(
        w,
        right,
        name=name,
        mistakes={
            "Ese sigue siendo el error: u − ½ va de −½ a ½, y el intervalo mide la mitad.": (
                limit * (u - 0.5)
            ),
            "Te pasaste: cuadruplicaste los pesos; el intervalo tiene que medir 2a.": (
                2 * limit * centered
            ),
            "Falta centrar: los pesos van de −a a a, con media 0.": (
                limit * u,
                2 * limit * u,
                u,
            ),
            "Restaste ½ después de estirar: quedan descentrados; es 2·u − 1.": (
                limit * (2 * u - 0.5),
                2 * limit * u - 0.5,
                limit * u - 0.5,
            ),
            "El orden: primero se centran los uniformes y después se multiplica.": (
                limit * 2 * u - 1,
                limit * u - 1,
            ),
            "Restaste 1 sin duplicar antes: todos los pesos quedan negativos.": limit * (u - 1),
            "Usaste la desviación como límite: la uniforme necesita √3 veces más.": (
                limit / math.sqrt(3) * centered,
                limit / math.sqrt(3) * (u - 0.5),
            ),
            "Multiplicaste por √3: el límite ya lo lleva adentro, lo que falta es un 2.": (
                math.sqrt(3) * limit * (u - 0.5),
                math.sqrt(3) * limit * centered,
                math.sqrt(12) * limit * (u - 0.5),
            ),
            "Corregiste la varianza y no la desviación: el factor que falta es 2, no 4 ni √2.": (
                math.sqrt(2) * limit * (u - 0.5),
                math.sqrt(2) * limit * centered,
            ),
            "El límite estaba bien: Glorot usa la suma de entradas y salidas.": (
                *scaled(1 / n_in),
                *scaled(1 / n_out),
                *scaled(2 / n_in),
                math.sqrt(6 / n_in) * centered,
                math.sqrt(6 / n_out) * centered,
                *(6 / (n_in + n_out) * c for c in (centered, u - 0.5)),
            ),
            "El sentido: el 0 va al menor valor, −a, y el 1 al mayor.": (
                limit * (1 - 2 * u),
                limit * (0.5 - u),
            ),
            "Usaste la media o la desviación medidas en los números que llegan: se pide la "
            "transformación teórica.": (
                limit * (u - u.mean()),
                2 * limit * (u - u.mean()),
                limit / math.sqrt(3) * (u - u.mean()) / u.std(),
                limit / math.sqrt(3) * (u - 0.5) / u.std(),
                limit * (2 * (u - np.min(u)) / np.ptp(u) - 1),
                limit * (u - 0.5) / np.abs(u - 0.5).max(),
            ),
            "Cada kernel tiene su límite: calcúlalo con sus propias dimensiones.": tuple(
                other * centered for other in limits if other != limit
            ),
        },
    )
