"""Pregunta 4.1: a mano: una red de pesos iguales."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_04.questions.shared import Rng


@question(
    "4.1",
    points=1,
    section="La idea: gemelas para siempre",
    hint="Con puntajes iguales cada clase recibe 1/4; de ahí, p − y, y cada gradiente es lo que "
    "entra por lo que vuelve.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """A mano: una red de pesos iguales."""
    x, h, target = np.array([2.0, 4.0]), 3.0, np.array([0.0, 0.0, 1.0, 0.0])
    loss, d_scores, d_v, d_w, kinds = fields(
        student.by_hand(), "loss", "d_scores", "d_V", "d_W", "kinds"
    )
    assert_close(
        loss,
        np.log(4),
        name="`loss`",
        reveal=False,
        mistakes={
            "El signo: la pérdida es −ln p, y p es menor que 1.": -np.log(4),
            "Usaste logaritmo en base 2: la entropía cruzada usa el natural.": 2.0,
            "Usaste logaritmo en base 10: la entropía cruzada usa el natural.": np.log10(4),
            "Son cuatro clases: p = 1/4.": np.log(2),
            "La pérdida es −ln p, no 1 − p.": 0.75,
            "Esa es la probabilidad de la clase correcta: la pérdida es su −ln.": (0.25, 25),
            "Sumaste las cuatro clases: solo cuenta la correcta.": 4 * np.log(4),
            "Ese es el puntaje: pásalo antes por softmax.": (3.0, -3.0),
            "Usaste sigmoid en vez de softmax: las cuatro clases se reparten 1.": (
                np.log1p(np.exp(-3.0))
            ),
            "Redondeaste de más: da al menos cuatro decimales, o usa `np.log`.": (1.4, 1.39, 1.386),
        },
    )
    delta = 0.25 - target
    assert_close(
        d_scores,
        delta.tolist(),
        name="`d_scores`",
        reveal=False,
        mistakes={
            "El signo: el gradiente es p − y, no y − p.": -delta,
            "Esas son las probabilidades: falta restar la etiqueta, p − y.": 0 * delta + 0.25,
            "Solo restaste la etiqueta: falta la probabilidad, p − y.": (-target, target),
            "La clase correcta es la tercera.": tuple(np.roll(delta, k) for k in (1, 2, 3)),
            "También se mueven las clases equivocadas: softmax las amarra, p − y en las cuatro.": (
                -0.75 * target,
                0.75 * target,
            ),
            "Derivaste respecto de la probabilidad: se pide respecto del puntaje, p − y.": (
                -4 * target
            ),
            "Promediaste entre las clases: la entropía cruzada de un ejemplo no divide por 4.": (
                delta / 4
            ),
            "Usaste el puntaje: la probabilidad es lo que sale de softmax.": h - target,
        },
    )
    assert_close(
        d_v,
        (h * delta).tolist(),
        name="`d_V`",
        reveal=False,
        mistakes={
            "Falta multiplicar por lo que entrega la neurona, h.": delta,
            "Multiplicaste por la entrada x: a V le llega la salida de la neurona, h.": (
                2 * delta,
                4 * delta,
            ),
            "Multiplicaste por los pesos: el gradiente de V lleva lo que entra en V, que es h.": (
                delta / 2,
                h * delta / 2,
            ),
            "Sumaste: a cada fila de V le toca la h de su neurona.": 2 * h * delta,
            "El signo: es h por (p − y).": -h * delta,
            "Van los cuatro pesos de una neurona: una fila de V, no V entera.": (
                np.outer([h, h], delta)
            ),
            "Falta restar la etiqueta: es h por (p − y).": 0 * delta + h / 4,
        },
    )
    ones = np.ones(2)
    assert_close(
        d_w,
        np.zeros((2, 2)).tolist(),
        name="`d_W`",
        reveal=False,
        hint="A cada neurona le vuelve Σ (p − y)·V, con las cuatro clases; súmalas con su signo.",
        mistakes={
            "Van los cuatro gradientes de W, en dos filas de dos números.": (
                0.0,
                np.zeros(2),
                np.zeros(4),
                *(np.outer(x, ones).ravel() * k for k in (1.0, -0.375, 0.75, -1.0)),
            ),
            "A la neurona le vuelven las cuatro clases, y olvidaste restar la etiqueta.": (
                np.outer(x, ones) / 2,
                np.outer(x, ones),
            ),
            "Contaste solo la clase correcta: a la neurona le vuelven las cuatro, súmalas.": (
                np.outer(x, -0.375 * ones),
                np.outer(x, -0.75 * ones),
                np.outer(x, -0.5 * ones),
                np.outer(x, 0.375 * ones),
            ),
            "Contaste solo las clases equivocadas: a la neurona le vuelven las cuatro.": (
                np.outer(x, 0.375 * ones),
                np.outer(x, 0.125 * ones),
            ),
            "Sumaste sin signo: la clase correcta tira para el otro lado.": (
                np.outer(x, 0.75 * ones),
                np.outer(x, 1.5 * ones),
            ),
        },
    )
    assert_close(
        kinds,
        2,
        name="`kinds`",
        reveal=False,
        mistakes={
            "Las cuatro parten iguales y tres reciben el mismo gradiente: no todas se separan.": 4,
            "Mira `d_V`: la columna de la clase correcta recibe otra cosa que las demás.": 1,
            "Entre las clases equivocadas nada las distingue: su gradiente es el mismo.": 3,
        },
    )
