"""Pregunta 4.2: una red que nace sabiendo qué es común."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    assert_property,
    numbers,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_04.questions.shared import Rng


@question(
    "4.2",
    points=2,
    section="¿Y los sesgos?",
    hint="p = (n + 1)/(N + K); el sesgo es ln p menos su promedio; las pérdidas son el promedio de "
    "−ln p de la etiqueta de cada ejemplo.",
)
def start_bias(student: Any, rng: Rng) -> None:
    """Una red que nace sabiendo qué es común."""
    for base in ([31, 4, 13, 8], [33, 17, 9, 4, 2, 0]):
        counts = np.array(base) + rng.integers(0, 2, len(base)) * (np.array(base) > 0)
        counts[:-1] = rng.permutation(counts[:-1])
        labels = rng.permutation(np.repeat(np.arange(len(counts)), counts))
        bias, zero, informed = parts(
            student.start_bias(labels, len(counts)), ("`bias`", "`loss_zero`", "`loss_bias`")
        )
        _assert_bias(bias, counts.astype(float))
        _assert_start_losses(zero, informed, counts.astype(float))


def _centred(b: Array) -> Array:
    return b - b.mean()


def _assert_bias(bias: Any, counts: Array) -> None:
    n, k = counts.sum(), len(counts)
    p, received = (counts + 1) / (n + k), numbers(bias, "`bias`")
    assert_property(
        bool(np.isfinite(received).all()),
        "`bias` tiene infinitos o NaN",
        "Una clase sin ejemplos da ln 0: agrégale a cada clase su ejemplo imaginario.",
    )
    log, odds, seen = np.log(p), np.log(p / (1 - p)), counts > 0
    raw = np.log(np.maximum(counts, 1) / n)
    assert_close(
        bias,
        _centred(log),
        name="`bias`",
        mistakes={
            "Falta centrar: réstales su promedio, y suman 0.": (log, np.log(counts + 1)),
            "El signo: a la clase más común le toca el sesgo mayor.": (-_centred(log), -log),
            "Esas son las probabilidades: los puntajes son sus logaritmos.": (p, _centred(p)),
            "Ese es ln(p/(1 − p)), el de una salida con sigmoid: con softmax es ln p.": (
                odds,
                _centred(odds),
                -odds,
                -_centred(odds),
            ),
            "Usaste otra base: softmax deshace el logaritmo natural.": tuple(
                _centred(log) / np.log(base) for base in (2, 10)
            ),
            "Falta el ejemplo imaginario de cada clase: p = (n + 1)/(N + K).": (
                (_centred(raw), raw) if seen.all() else ()
            ),
            "El ejemplo imaginario es uno entero por cada clase, no uno repartido.": (
                _centred(np.log(counts + 1 / k))
            ),
            "Restaste el máximo: para que sumen 0 se resta el promedio.": log - log.max(),
            "Restaste la mediana: para que sumen 0 se resta el promedio.": log - np.median(log),
            "Restaste la suma: para que sumen 0 se resta el promedio.": log - log.sum(),
            "Restaste el promedio a p: se le resta a ln p.": np.log(p / p.mean()),
            "Dividiste por la desviación: basta con restar el promedio.": (
                _centred(log) / log.std()
            ),
            "Faltan clases: las que no aparecen en `labels` también tienen su sesgo "
            "(`minlength=classes`).": (
                () if seen.all() else tuple(_centred(v[seen]) for v in (log, raw))
            ),
            "Ese es el sesgo de siempre, en 0: aquí parte en lo que dicen las etiquetas.": 0 * p,
        },
    )


def _assert_start_losses(zero: Any, informed: Any, counts: Array) -> None:
    n, k = counts.sum(), len(counts)
    p, q, seen = (counts + 1) / (n + k), counts / n, counts > 0
    odds = np.log(p / (1 - p))
    right = -q @ np.log(p)
    assert_close(
        zero,
        np.log(k),
        name="`loss_zero`",
        mistakes={
            "Sumaste los ejemplos: la pérdida es el promedio.": n * np.log(k),
            "El signo: la pérdida es −ln p, positiva.": -np.log(k),
            "Usaste otra base: la entropía cruzada usa el logaritmo natural.": (
                np.log2(k),
                np.log10(k),
            ),
            "Esa es la probabilidad: la pérdida es su −ln.": 1 / k,
            "Contaste solo las clases que aparecen: la red reparte entre las K.": (
                () if seen.all() else np.log(seen.sum())
            ),
            "Van en el otro orden: primero con los sesgos en 0.": right,
        },
    )
    assert_close(
        informed,
        right,
        name="`loss_bias`",
        mistakes={
            "Sumaste los ejemplos: la pérdida es el promedio.": n * right,
            "El signo: la pérdida es −ln p, positiva.": -right,
            "Promediaste −ln p con el propio p: pesan las etiquetas que hay, sin imaginarios.": (
                -p @ np.log(p)
            ),
            "Divide por N + K: se agregó un ejemplo a cada clase.": (
                right - np.log((n + k) / n),
                right - np.log((n + k) / (n + 1)),
            ),
            "Usaste las frecuencias sin el ejemplo imaginario: es la p de los sesgos.": (
                -q[seen] @ np.log(q[seen])
            ),
            "Promediaste entre clases: se promedia entre ejemplos, y las comunes pesan más.": (
                -np.log(p).mean(),
                -np.log(p).sum(),
                -np.log(p[seen]).mean(),
            ),
            "Usaste los sesgos como si fueran ln p: pásalos antes por softmax.": (
                -q @ _centred(np.log(p))
            ),
            "Usaste otra base: la entropía cruzada usa el logaritmo natural.": (
                right / np.log(2),
                right / np.log(10),
            ),
            "Es la pérdida con los sesgos en 0: usa los nuevos.": np.log(k),
            "Promediaste la probabilidad: primero el −ln de cada ejemplo, después el promedio.": (
                -np.log(q @ p),
                q @ p,
                1 - q @ p,
            ),
            "Mediste con los sesgos de sigmoid: con softmax son ln p.": (
                np.log(np.exp(odds).sum()) - q @ odds
            ),
            "Mediste con los sesgos al revés de signo.": np.log((1 / p).sum()) + q @ np.log(p),
            "Sumaste las dos clases de sigmoid: con softmax solo cuenta la correcta.": (
                -(q @ np.log(p) + (1 - q) @ np.log(1 - p))
            ),
        },
    )
