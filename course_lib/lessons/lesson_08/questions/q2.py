"""Pregunta 8.2: por grupos de columnas, sin lote."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_08.questions.shared import GROUP_EPSILON, Rng, _bad_x_hat, _x_hat


@question(
    "8.2",
    points=2,
    section="¿Cuándo falla?",
    hint="Una media y una varianza por ejemplo y por grupo de columnas; γ y β, por columna.",
)
def group_norm(student: Any, rng: Rng) -> None:
    """Por grupos de columnas, sin lote."""
    for n, d, groups in ((5, 12, 3), (1, 10, 2), (4, 6, 1), (3, 5, 5)):
        x = rng.normal(2, 1.2, (n, d)) * np.linspace(0.5, 1.5, d)
        _assert_group_norm(student, x, groups, *rng.normal(1, 1, (2, d)))
    gamma, beta, *rows = rng.standard_normal((8, 12), dtype=np.float32)
    _assert_group_norm(student, np.array(rows), 4, gamma, beta)


def _assert_group_norm(student: Any, x: Array, groups: int, gamma: Array, beta: Array) -> None:
    n, d = x.shape
    size, epsilon = d // groups, GROUP_EPSILON
    grouped = x.reshape(n, groups, size)

    def y(x_hat: Array) -> Array:
        return np.asarray(gamma * x_hat.reshape(n, d) + beta)

    x_hat = _x_hat(grouped, 2, epsilon)
    right = y(x_hat)
    flat = x_hat.reshape(n, d)
    with np.errstate(all="ignore"):
        bad = _bad_x_hat(grouped, 2, epsilon) if size > 1 else {}
        transposed = _x_hat(x.T.reshape(groups, size, n), 1, epsilon)
        averages = (v.reshape(groups, size).mean(axis=1) for v in (gamma, beta))
        by_group = [np.repeat(v, size) for v in averages]
        unnormalized = (
            "Falta normalizar antes de usar γ y β."
            if size > 1
            else "Un grupo de una sola columna también se normaliza: ¿cuánto vale ahí x − μ?"
        )
        assert_close(
            student.group_norm(x, groups, gamma, beta, epsilon),
            right,
            name=f"`y` con {d} columnas y groups={groups}",
            mistakes={
                **{hint: tuple(map(y, values)) for hint, values in bad.items()},
                "Eso es BN, por columna: aquí cada ejemplo usa solo sus propios números.": (
                    y(_x_hat(x, 0, epsilon))
                ),
                "Usaste toda la fila: falta partirla en grupos.": y(_x_hat(x, 1, epsilon)),
                "Usaste una sola media para toda la tabla: hay una por ejemplo y por grupo.": (
                    y(_x_hat(x, None, epsilon))
                ),
                "Juntaste a todos los ejemplos de un grupo: cada ejemplo tiene su media.": (
                    y(_x_hat(grouped, (0, 2), epsilon))
                ),
                "Los grupos son de columnas seguidas: tu `reshape` o tu eje las intercala.": (
                    y(_x_hat(x.reshape(n, size, groups), 1, epsilon)),
                    y(_x_hat(grouped, 1, epsilon)),
                ),
                "`groups` es cuántos grupos hay, no cuántas columnas tiene cada uno.": (
                    y(_x_hat(x.reshape(n, -1, groups), 2, epsilon))
                ),
                "Falta multiplicar por γ y sumar β, columna por columna.": (flat, x_hat),
                "Falta sumar β.": gamma * flat,
                "Falta multiplicar por γ.": flat + beta,
                "β se suma al final, después de multiplicar por γ.": gamma * (flat + beta),
                "Usaste γ y β antes de normalizar: van al final.": (
                    _x_hat((gamma * x + beta).reshape(n, groups, size), 2, epsilon).reshape(n, d)
                ),
                "Repetiste una γ y una β en todo el grupo: hay una por columna.": (
                    np.repeat(gamma[:groups], size) * flat + np.repeat(beta[:groups], size),
                    np.repeat(gamma[::size], size) * flat + np.repeat(beta[::size], size),
                    by_group[0] * flat + by_group[1],
                ),
                "γ y β son por columna: repetiste en cada grupo las del primero.": (
                    np.tile(gamma[:size], groups) * flat + np.tile(beta[:size], groups)
                ),
                "Quedó con tres ejes: vuelve a la forma de `x` con `reshape(x.shape)`.": (
                    right.reshape(n, groups, size)
                ),
                "Con un solo ejemplo, `y` también lleva dos ejes: su forma es (1, D).": (
                    right.squeeze()
                ),
                "Traspusiste y volviste con `reshape`, que cambia la forma pero no traspone: "
                "deshaz la transpuesta.": y(transposed),
                unnormalized: (gamma * x + beta, x),
            },
        )
