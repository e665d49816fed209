"""Pregunta 8.1: a mano, cuatro ejemplos y dos neuronas."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course_lib.grading.compare import (
    assert_close,
    fields,
    numbers,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_08.questions.shared import (
    COMMA,
    DDOF,
    EPSILON_OUTSIDE,
    NO_EPSILON,
    NO_ROOT,
    Rng,
    _bad_x_hat,
    _x_hat,
)


def _comma(received: Any, name: str, expected: ArrayLike) -> str:
    """La pista de la coma decimal si sobran números, o «»."""
    return COMMA if numbers(received, name).size > np.size(expected) else ""


@question(
    "8.1",
    points=1,
    section="La idea: por columna, con lo que hay en el lote",
    hint="Al entrenar, la media y la varianza de cada columna; al predecir, las móviles.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano, cuatro ejemplos y dos neuronas."""
    x = np.array([[1.0, 21], [3, 15], [9, 23], [3, 21]])
    gamma, beta, epsilon = np.array([2.0, 8]), np.array([1.0, -3]), 7.0
    y, mean, variance, prediction = fields(
        student.by_hand(), "y", "moving_mean", "moving_variance", "prediction"
    )
    bad = _bad_x_hat(x, 0, epsilon)
    x_hat = _x_hat(x, 0, epsilon)
    old_mean, old_variance = np.array([8.0, 12]), np.array([21.0, 53])
    new_mean, new_variance = np.array([7.0, 14]), np.array([18.0, 42])
    use_moving = [
        gamma * (x - m) / np.sqrt(v + epsilon) + beta
        for m, v in ((old_mean, old_variance), (new_mean, new_variance))
    ]
    assert_close(
        y,
        (gamma * x_hat + beta).tolist(),
        name="`y`",
        hint=_comma(y, "`y`", x),
        reveal=False,
        mistakes={
            **{
                hint: tuple(gamma * wrong + beta for wrong in values)
                for hint, values in bad.items()
            },
            "Esa es x̂: falta multiplicar por γ y sumar β.": x_hat,
            "Falta sumar β.": gamma * x_hat,
            "Falta multiplicar por γ.": x_hat + beta,
            "β se suma al final, después de multiplicar por γ.": gamma * (x_hat + beta),
            "La media y la varianza son de cada columna (neurona), no de cada fila.": (
                gamma * _x_hat(x, 1, epsilon) + beta
            ),
            "Usaste una sola media para toda la tabla: hay una por columna.": (
                gamma * _x_hat(x, None, epsilon) + beta
            ),
            "Al entrenar se normaliza con el lote; las medias móviles son para predecir.": (
                tuple(use_moving)
            ),
            "La tabla está traspuesta: van cuatro filas, una por ejemplo.": (
                (gamma * x_hat + beta).T
            ),
        },
    )
    now_mean, now_variance = x.mean(axis=0), x.var(axis=0)
    swapped = "Los pesos van al revés: `momentum` (0,75) multiplica al pasado, y 0,25 a lo nuevo."
    assert_close(
        mean,
        new_mean.tolist(),
        name="`moving_mean`",
        hint=_comma(mean, "`moving_mean`", gamma),
        reveal=False,
        mistakes={
            swapped: 0.25 * old_mean + 0.75 * now_mean,
            "Esa es la media de este lote: la móvil la mezcla con lo que había.": now_mean,
            "Esa es la media móvil de antes: falta anotar este lote.": old_mean,
            "Falta la parte nueva: 0,25 por la media del lote.": 0.75 * old_mean,
            "Lo nuevo también se pesa: 0,25 por la media del lote.": 0.75 * old_mean + now_mean,
            "Promediaste mitad y mitad: los pesos son 0,75 y 0,25.": (old_mean + now_mean) / 2,
            "La media móvil junta medias de lo que entra, no de lo que sale.": (
                0.75 * old_mean + 0.25 * beta
            ),
        },
    )
    assert_close(
        variance,
        new_variance.tolist(),
        name="`moving_variance`",
        hint=_comma(variance, "`moving_variance`", gamma),
        reveal=False,
        mistakes={
            swapped: 0.25 * old_variance + 0.75 * now_variance,
            DDOF: 0.75 * old_variance + 0.25 * 12,
            "Anotaste la desviación: la móvil junta varianzas, sin raíz.": (
                0.75 * old_variance + 0.25 * 3,
                0.75 * old_variance + 0.25 * 4,
            ),
            "ε no se anota: se suma recién al dividir.": (
                0.75 * old_variance + 0.25 * (now_variance + epsilon)
            ),
            "Esa es la varianza de este lote: la móvil la mezcla con lo que había.": now_variance,
            "Esa es la varianza móvil de antes: falta anotar este lote.": old_variance,
            "Falta la parte nueva: 0,25 por la varianza del lote.": 0.75 * old_variance,
            "Lo nuevo también se pesa: 0,25 por la varianza del lote.": (
                0.75 * old_variance + now_variance
            ),
            "Promediaste mitad y mitad: los pesos son 0,75 y 0,25.": (
                (old_variance + now_variance) / 2
            ),
        },
    )
    lone, std = np.array([12.0, 0]), np.sqrt(new_variance + epsilon)
    centered = lone - new_mean
    assert_close(
        prediction,
        (gamma * centered / std + beta).tolist(),
        name="`prediction`",
        hint=_comma(prediction, "`prediction`", gamma),
        reveal=False,
        mistakes={
            "Al predecir no se usa el lote: van la media y la varianza móviles.": (
                gamma * (lone - now_mean) / np.sqrt(now_variance + epsilon) + beta,
                gamma * (lone - now_mean) / np.sqrt(now_variance) + beta,
                beta,
            ),
            "Usaste las móviles de antes: se predice con las ya actualizadas.": (
                gamma * (lone - old_mean) / np.sqrt(old_variance + epsilon) + beta
            ),
            NO_EPSILON: gamma * centered / np.sqrt(new_variance) + beta,
            EPSILON_OUTSIDE: (
                gamma * centered / (np.sqrt(new_variance) + epsilon) + beta,
                gamma * centered / (np.sqrt(new_variance) + np.sqrt(epsilon)) + beta,
            ),
            NO_ROOT: (gamma * centered / std**2 + beta, gamma * centered / new_variance + beta),
            "Falta restar la media móvil.": gamma * lone / std + beta,
            "Esa es x̂: falta multiplicar por γ y sumar β.": centered / std,
            "Falta sumar β.": gamma * centered / std,
            "Falta multiplicar por γ.": centered / std + beta,
            "β se suma al final, después de multiplicar por γ.": gamma * (centered / std + beta),
        },
    )
