"""Pregunta 7.4: de vuelta a las unidades originales."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_07.questions.shared import Data, Rng


@question(
    "7.4",
    points=2,
    section="¿Manda el salario?",
    hint="La primera capa absorbe la escala de las entradas, y la última, la de la respuesta: "
    "reemplaza z = (x − x̄)/s en z·W + b y ordena los términos.",
)
def back_to_raw(student: Any, rng: Rng) -> None:
    """De vuelta a las unidades originales."""
    for sizes in ((3, 3, 3), (2, 5, 4, 1), (4, 2)):
        weights = [
            rng.standard_normal(shape) for pair in pairwise(sizes) for shape in (pair, pair[1:])
        ]
        x_scaling = rng.uniform(2, 6, sizes[0]), rng.uniform(1.5, 4, sizes[0])
        y_scaling = rng.uniform(5, 9, sizes[-1]), rng.uniform(2, 5, sizes[-1])
        names = [f"{kind}{k}" for k in range(1, len(sizes)) for kind in "Wb"]
        received = parts(
            student.to_raw(weights, *x_scaling, *y_scaling),
            names,
            hint="Va uno por cada arreglo de `weights`, también los que no cambian.",
        )
        last = len(sizes) - 2
        for k in range(len(sizes) - 1):
            _assert_layer(
                received[2 * k : 2 * k + 2],
                weights[2 * k : 2 * k + 2],
                names[2 * k : 2 * k + 2],
                x_scaling if k == 0 else None,
                y_scaling if k == last else None,
            )


def _assert_layer(
    received: Sequence[Any],
    layer: Sequence[Array],
    names: Sequence[str],
    x_scaling: Data | None,
    y_scaling: Data | None,
) -> None:
    """Una capa: si es la primera conoce `x_scaling`; si es la última, `y_scaling`."""
    (kernel, bias), (rows, units) = layer, layer[0].shape
    center, scale = x_scaling or (np.zeros(rows), np.ones(rows))
    middle, spread = y_scaling or (np.zeros(units), np.ones(units))
    tall, pull = scale[:, None], center / scale @ kernel
    kernels: dict[str, Any] = {}
    biases: dict[str, Any] = {}

    def moved(amount: Array) -> Array:
        """El sesgo que quedaría descontando `amount`."""
        return (bias - amount) * spread + middle

    if x_scaling and y_scaling:
        same = "Con una sola capa, la primera y la última son la misma: parte de lo ya cambiado."
        kernels[same] = kernel * spread, kernel / tall
    if x_scaling:
        square = rows == units
        kernels |= {
            "Falta la escala de las entradas: divide cada fila de la primera `W` por la desviación "
            "de su entrada.": (kernel * spread, kernel),
            "Multiplicaste `W1` por `x_std`: es al revés, z = (x − x̄)/s divide.": (
                kernel * tall * spread,
                kernel * tall,
            ),
            "Dividiste por columnas: cada **fila** de `W1` es de una entrada; usa "
            "`x_std[:, None]`.": (kernel / scale * spread,) if square else (),
            "Dividiste por la varianza: es por la desviación.": kernel / tall**2 * spread,
            "`W1` no se centra: la media se descuenta en el sesgo.": (
                (kernel - center[:, None]) / tall * spread
            ),
        }
        directly = (center, center / scale) if square else ()
        biases |= {
            "Falta descontar el centro: la media de las entradas se va al primer sesgo.": (
                moved(0 * pull),
                bias,
            ),
            "El signo: al primer sesgo se le resta lo que aporta la media de las entradas.": (
                moved(-pull)
            ),
            "Descontaste la media sin dividirla por `x_std`: usa el `W1` ya convertido.": (
                moved(center @ kernel)
            ),
            "Dividiste dos veces por `x_std` al descontar la media.": (
                moved(center / scale**2 @ kernel)
            ),
            "Restaste la media sin pasarla por `W1`: es (x̄/s)·W1, uno por neurona.": (
                moved((center / scale).sum()),
                moved(center.sum()),
                *map(moved, directly),
            ),
            "Lo que aporta la media quedó traspuesto: es (x̄/s)·W1, no W1·(x̄/s).": (
                (moved(kernel @ (center / scale)),) if square else ()
            ),
        }
    if x_scaling and y_scaling:
        alone = "Con una sola capa, lo que descuentas por la media también va por `y_std`."
        biases[alone] = bias * spread + middle - pull
    if y_scaling:
        by_rows = spread[:, None] if rows == units else spread
        kernels |= {
            "Cada **columna** de la última `W` es de una salida: multiplica por `y_std`, sin "
            "`[:, None]`.": (kernel / tall * by_rows,) if rows == units else (),
            "Cada salida tiene su `y_std`: no uses el de una para todas.": (
                *(kernel / tall * one for one in spread),
                kernel / tall * spread.mean(),
            ),
            "Falta la escala de la salida: la última `W` se multiplica por `y_std`.": (
                kernel / tall
            ),
            "Dividiste la última `W` por `y_std`: para volver a unidades se multiplica.": (
                kernel / tall / spread
            ),
            "La última `W` no lleva la media de la respuesta: esa va en el sesgo.": (
                kernel / tall * spread + middle
            ),
        }
        biases |= {
            "Cada salida tiene su `y_mean` y su `y_std`: no uses los de una para todas.": tuple(
                (bias - pull) * one + first
                for one, first in (
                    *zip(spread, middle, strict=True),
                    *((spread, first) for first in middle),
                    *((one, middle) for one in spread),
                )
            ),
            "Al último sesgo le falta la escala de la respuesta, y después sumar su media.": (
                bias - pull
            ),
            "Al último sesgo le falta sumar la media de la respuesta, `y_mean`.": (
                (bias - pull) * spread
            ),
            "Al último sesgo le falta multiplicarse por `y_std`: solo le sumaste `y_mean`.": (
                bias - pull + middle,
                bias + middle,
            ),
            "El orden: primero se multiplica por `y_std` y después se suma `y_mean`.": (
                (bias - pull + middle) * spread
            ),
            "Estandarizaste el último sesgo: al volver se multiplica por `y_std` y se suma "
            "`y_mean`.": (bias - pull - middle) / spread,
            "El último sesgo lleva `y_mean` con signo más.": (bias - pull) * spread - middle,
        }
    pairs = ((kernel / tall * spread, kernels), (moved(pull), biases))
    for answer, name, (expected, mistakes) in zip(received, names, pairs, strict=True):
        assert_close(
            answer,
            expected,
            name=f"`{name}`",
            mistakes=mistakes,
            hint="Solo cambian la primera capa y la última: las de en medio quedan igual.",
        )
