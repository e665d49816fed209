"""Pregunta 8.3: dos errores en una capa."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_08.questions.shared import (
    DDOF,
    EPSILON_OUTSIDE,
    NO_EPSILON,
    NO_ROOT,
    Rng,
    _bad_x_hat,
    _x_hat,
)

BATCH_EPSILON, MOMENTUM = 0.2, 0.8
SWAPPED = "Los pesos van al revés: `momentum` multiplica al pasado y 1 − momentum a lo del lote."


@question(
    "8.3",
    points=1,
    section="La trampa de las medias móviles",
    hint="Al entrenar, las estadísticas del lote, y se anotan; al predecir, las móviles, intactas.",
)
def batch_norm(student: Any, rng: Rng) -> None:
    """Dos errores en una capa."""
    for shape in ((12, 3), (4, 3, 5, 3)):
        gamma, beta = rng.normal(1, 1, (2, 3))
        mean: Array = rng.normal(2, 1, 3)
        variance: Array = rng.uniform(4, 6, 3)
        for _ in range(3):
            x = rng.normal([1, -2, 4], [1, 2, 0.7], shape)
            mean, variance = _assert_training(student, x, gamma, beta, mean, variance)
        for x in (rng.normal(1, 1, shape), rng.normal(1, 1, (1, *shape[1:]))):
            _assert_inference(student, x, gamma, beta, mean, variance)
    rows: Array = rng.standard_normal((10, 3), dtype=np.float32)
    _assert_training(student, rows[4:], rows[0], rows[1], rows[2], rows[3] ** 2)
    _assert_inference(student, rows[4:], rows[0], rows[1], rows[2], rows[3] ** 2)


def _run(student: Any, training: bool, *state: Array) -> tuple[list[str], list[Any]]:
    mode = "al entrenar" if training else "al predecir"
    dims = "imágenes" if state[0].ndim > 2 else "una tabla"
    names = [f"`{name}` {mode}, con {dims}" for name in ("y", "moving_mean", "moving_variance")]
    answer = student.batch_norm(*state, MOMENTUM, BATCH_EPSILON, training)
    three = "Son tres, también al predecir: `return y, moving_mean, moving_variance`."
    return names, parts(answer, names, hint=three)


def _assert_training(
    student: Any, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array
) -> tuple[Array, Array]:
    names, received = _run(student, True, x, gamma, beta, mean, variance)
    axes = tuple(range(x.ndim - 1))
    now_mean, now_variance = x.mean(axes), x.var(axes)
    unbiased = x.var(axes, ddof=1)
    keep, new = MOMENTUM, 1 - MOMENTUM
    next_mean = keep * mean + new * now_mean
    next_variance = keep * variance + new * now_variance

    def y(x_hat: Array) -> Array:
        return np.asarray(gamma * x_hat + beta)

    def given(m: Array, v: Array) -> Array:
        return y((x - m) / np.sqrt(v + BATCH_EPSILON))

    bad = _bad_x_hat(x, axes, BATCH_EPSILON)
    x_hat = _x_hat(x, axes, BATCH_EPSILON)
    assert_close(
        received[0],
        y(x_hat),
        name=names[0],
        mistakes={
            **{hint: tuple(map(y, values)) for hint, values in bad.items()},
            "Al entrenar se normaliza con el lote; las móviles solo se anotan.": (
                given(mean, variance),
                given(next_mean, next_variance),
                given(now_mean, variance),
                given(mean, now_variance),
                given(now_mean, next_variance),
                given(next_mean, now_variance),
                given(keep * now_mean + new * mean, keep * now_variance + new * variance),
            ),
            "En imágenes se promedia sobre todos los ejes menos el último: uno por canal.": (
                y(_x_hat(x, 0, BATCH_EPSILON)),
                y(_x_hat(x, axes[1:], BATCH_EPSILON)) if x.ndim > 2 else (),
            ),
            "La varianza es alrededor de la media de todo el lote: todos los ejes menos el último, "
            "a la vez.": given(now_mean, x.var(axes[1:]).mean(axis=0)) if x.ndim > 2 else (),
            "Hay una media y una varianza por columna o canal, no una sola.": (
                y(_x_hat(x, None, BATCH_EPSILON))
            ),
            "Falta multiplicar por γ y sumar β.": x_hat,
            "Falta sumar β.": gamma * x_hat,
            "Falta multiplicar por γ.": x_hat + beta,
        },
    )
    assert_close(
        received[1],
        next_mean,
        name=names[1],
        mistakes={
            SWAPPED: keep * now_mean + new * mean,
            "Al entrenar hay que anotar: la media móvil volvió igual que llegó.": mean,
            "Devolviste la media del lote: la móvil la mezcla con lo que había.": now_mean,
            "Lo nuevo también se pesa: (1 − momentum) por lo del lote.": keep * mean + now_mean,
            "Solo se movió por lo nuevo: falta momentum por la media móvil anterior.": (
                new * now_mean
            ),
            "Falta lo nuevo: (1 − momentum) por la media del lote.": keep * mean,
            "Los dos pesos son `momentum`: el de lo nuevo es 1 − momentum.": (
                keep * (mean + now_mean)
            ),
            "El signo: la móvil se acerca a la media del lote.": mean - new * (now_mean - mean),
            "Van al revés: primero `moving_mean` y después `moving_variance`.": next_variance,
        },
    )
    assert_close(
        received[2],
        next_variance,
        name=names[2],
        mistakes={
            SWAPPED: keep * now_variance + new * variance,
            "Al entrenar hay que anotar: la varianza móvil volvió igual que llegó.": variance,
            "Devolviste la varianza del lote: la móvil la mezcla con lo que había.": now_variance,
            DDOF: (keep * variance + new * unbiased),
            "Anotaste la desviación: la móvil junta varianzas, sin raíz.": (
                keep * variance + new * np.sqrt(now_variance),
                keep * variance + new * np.sqrt(now_variance + BATCH_EPSILON),
            ),
            "ε no se anota: se suma recién al dividir.": (
                next_variance + new * BATCH_EPSILON,
                next_variance + BATCH_EPSILON,
            ),
            "La varianza del lote es alrededor de la media del lote, no de la móvil.": (
                keep * variance + new * ((x - mean) ** 2).mean(axes),
                keep * variance + new * ((x - next_mean) ** 2).mean(axes),
            ),
            "Lo nuevo también se pesa: (1 − momentum) por lo del lote.": (
                keep * variance + now_variance
            ),
            "Solo se movió por lo nuevo: falta momentum por la varianza móvil anterior.": (
                new * now_variance
            ),
            "Los dos pesos son `momentum`: el de lo nuevo es 1 − momentum.": (
                keep * (variance + now_variance)
            ),
        },
    )
    return next_mean, next_variance


def _assert_inference(
    student: Any, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array
) -> None:
    names, received = _run(student, False, x, gamma, beta, mean, variance)
    axes = tuple(range(x.ndim - 1))
    now_mean, now_variance = x.mean(axes), x.var(axes)
    keep, new = MOMENTUM, 1 - MOMENTUM
    updated = keep * mean + new * now_mean, keep * variance + new * now_variance
    swapped = keep * now_mean + new * mean, keep * now_variance + new * variance
    std = np.sqrt(variance + BATCH_EPSILON)
    x_hat = (x - mean) / std

    def given(m: Array, v: Array) -> Array:
        return np.asarray(gamma * (x - m) / np.sqrt(v + BATCH_EPSILON) + beta)

    touched = "Al predecir no se anota nada: las móviles vuelven tal como llegaron."
    assert_close(
        received[0],
        gamma * x_hat + beta,
        name=names[0],
        mistakes={
            "Predices con las estadísticas del lote: así un ejemplo depende de sus vecinos.": (
                given(now_mean, now_variance)
            ),
            "La media ya es la móvil; falta la varianza.": given(mean, now_variance),
            "La varianza ya es la móvil; falta la media.": given(now_mean, variance),
            "Al predecir no se mezcla nada del lote: van las móviles tal como llegaron.": (
                given(*updated),
                given(*swapped),
            ),
            NO_EPSILON: gamma * (x - mean) / np.sqrt(variance) + beta,
            EPSILON_OUTSIDE: gamma * (x - mean) / (np.sqrt(variance) + BATCH_EPSILON) + beta,
            NO_ROOT: (
                gamma * (x - mean) / (variance + BATCH_EPSILON) + beta,
                gamma * (x - mean) / variance + beta,
            ),
            "Falta restar la media móvil.": gamma * x / std + beta,
            "Al predecir también se normaliza, con las móviles.": gamma * x + beta,
            "Falta multiplicar por γ y sumar β, también al predecir.": x_hat,
            "Falta sumar β, también al predecir.": gamma * x_hat,
            "Falta multiplicar por γ, también al predecir.": x_hat + beta,
        },
    )
    for position, old in ((1, mean), (2, variance)):
        assert_close(
            received[position],
            old,
            name=names[position],
            hint=touched,
            mistakes={
                touched: (
                    updated[position - 1],
                    swapped[position - 1],
                    (now_mean, now_variance)[position - 1],
                ),
                "Van al revés: primero `moving_mean` y después `moving_variance`.": (
                    (variance, mean)[position - 1]
                ),
            },
        )
