"""Pregunta 1.4: ridge con el sesgo libre."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_01.questions.shared import Rng, _ridge, _solve


@question(
    "1.4",
    points=2,
    section="Del β de la clase al λ de Keras",
    hint="Centra x e y, resuelve (XᵀX + N·λ·I) w = Xᵀy y después despeja b = ȳ − x̄·w.",
)
def ridge(student: Any, rng: Rng) -> None:
    """Ridge con el sesgo libre."""
    for n, d, l2 in ((30, 4, 0.5), (50, 3, 0.08)):
        x = rng.normal(1.5, np.linspace(0.6, 2, d), (n, d))
        y = 8 + x @ rng.normal(1, 1, d) + rng.standard_normal(n)
        received = parts(student.ridge(x, y, l2), ("`w`", "`b`"))
        w, b = _ridge(x, y, n * l2)
        ones = np.c_[x, np.ones(n)]
        both, both_sum = (_solve(ones, y, strength) for strength in (n * l2, l2))
        std = x.std(axis=0)
        assert_close(
            received[0],
            w,
            name="`w`",
            mistakes={
                "Los resultados van al revés: primero w, después b.": b,
                "El error es un promedio: al multiplicar todo por N, λ queda como N·λ.": (
                    _ridge(x, y, l2)[0]
                ),
                "Dividiste λ por N: es al revés, en la fórmula queda N·λ.": (
                    _ridge(x, y, l2 / n)[0]
                ),
                "Usaste el número de columnas D: λ se multiplica por el de ejemplos, N·λ.": (
                    _ridge(x, y, d * l2)[0]
                ),
                "Sobra un 2: al derivar sale de los dos términos y se cancela.": (
                    _ridge(x, y, 2 * n * l2)[0]
                ),
                "Usaste ½·λ·Σw²: aquí la penalización no lleva ½, y queda N·λ.": (
                    _ridge(x, y, n * l2 / 2)[0]
                ),
                "Penalizaste con un cuadrado: si agregas filas a x, llevan la raíz de N·λ.": (
                    _ridge(x, y, (n * l2) ** 2)[0],
                    _ridge(x, y, n * l2**2)[0],
                    _ridge(x, y, l2**2)[0],
                ),
                "Encogiste la solución sin penalizar: el mínimo sale de sumar N·λ dentro del "
                "sistema.": (_ridge(x, y, 0)[0] / (1 + l2), _ridge(x, y, 0)[0] / (1 + n * l2)),
                "Penalizaste el sesgo: déjalo libre (centra, o pon un 0 en su lugar).": (
                    both[:d],
                    both_sum[:d],
                ),
                "Falta el sesgo: centra x e y antes de resolver.": (
                    _solve(x, y, n * l2),
                    _solve(x, y, l2),
                ),
                "Centraste solo y: resta también su media a cada columna de x.": (
                    _solve(x, y - y.mean(), n * l2)
                ),
                "Centraste con una sola media para todo x: es una por columna, `axis=0`.": (
                    _solve(x - x.mean(), y - y.mean(), n * l2)
                ),
                "Dividiste x por su desviación: eso cambia lo que pesa λ; aquí solo se centra.": (
                    _ridge(x / std, y, n * l2)[0],
                    _ridge(x / std, y, n * l2)[0] / std,
                ),
                "Falta la penalización: esos son los mínimos cuadrados, con λ = 0.": (
                    _ridge(x, y, 0)[0]
                ),
                "El signo de la penalización: N·λ se suma a la diagonal.": (
                    _ridge(x, y, -n * l2)[0]
                ),
                "λ va solo en la diagonal (`np.eye`): lo sumaste a toda la matriz.": (
                    _ridge(x, y, n * l2, np.ones((d, d)))[0]
                ),
            },
        )
        x_mean, y_mean = x.mean(axis=0), y.mean()
        assert_close(
            received[1],
            b,
            name="`b`",
            mistakes={
                "Ese es ȳ, la media de y: falta restar lo que aporta la de x, x̄·w.": y_mean,
                "El signo: b = ȳ − x̄·w.": y_mean + x_mean @ w,
                "Olvidaste ȳ: b = ȳ − x̄·w.": -x_mean @ w,
                "Devolviste 0: al volver a los datos sin centrar, b = ȳ − x̄·w.": 0.0,
                "Encogiste el sesgo: b no se penaliza.": (b / (1 + l2), b / (1 + n * l2)),
                "Usaste una sola media de x para despejar b: es una por columna, `axis=0`.": (
                    y_mean - x.mean() * w.sum()
                ),
                "Ese es el sesgo sin penalización: despéjalo con el w ya encogido.": (
                    _ridge(x, y, 0)[1]
                ),
            },
        )
