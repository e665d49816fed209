"""Pregunta 4.6: leer una tabla: cuatro comienzos sin nombre."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_choice,
    fields,
    numbers,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_04.questions.shared import Rng


@question(
    "4.6",
    points=1,
    section="¿Qué pasa con la profundidad?",
    hint="Compara la capa 8 con la 1, fila por fila, y recuerda qué le volvía a la neurona en 4.1.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla: cuatro comienzos sin nombre."""
    factor, twins, alarm, cause = fields(student.read_table(), "factor", "twins", "alarm", "cause")
    ratio = 1.1e-10 / 2.8e-5
    value = numbers(factor, "`factor`")
    close = value.ndim == 0 and abs(float(value) / ratio ** (1 / 7) - 1) < 0.03
    if not close:
        known = {
            "Entre la capa 8 y la 1 hay siete pasos, no ocho.": (
                ratio ** (1 / 8),
                ratio ** (1 / 9),
                ratio ** (1 / 6),
            ),
            "Ese es el factor de los siete pasos juntos: falta la raíz séptima.": (ratio,),
            "Los factores se multiplican: saca la raíz séptima, no dividas por 7.": (
                ratio / 7,
                ratio / 8,
                1 / ratio / 7,
                1 / ratio / 8,
            ),
            "Lo mediste de ida: de vuelta, de la capa 8 a la 1, el gradiente se achica.": (
                ratio ** (-1 / 7),
                1 / ratio,
            ),
            "Ese es el factor de otra fila: se pide el de A.": (
                (1.2e-4 / 2.1e-4) ** (1 / 7),
                (0.072 / 0.0012) ** (1 / 7),
            ),
            "Ese es el logaritmo del factor: devuélvelo a su escala.": (
                np.log10(ratio) / 7,
                np.log(ratio) / 7,
            ),
            "Redondeaste de más: da dos cifras.": (0.2, 0.1),
            "Sacaste la raíz cuadrada: son siete pasos, va la raíz séptima.": (ratio**0.5,),
        }
        rounded = np.round(np.asarray(value, float), 12)
        hint = next(
            (
                words
                for words, values in known.items()
                if value.ndim == 0 and any(abs(rounded / v - 1) < 0.02 for v in values)
            ),
            "¿Qué número, multiplicado siete veces, lleva el gradiente de la capa 8 al de la 1?",
        )
        raise WrongAnswerError("`factor`: no es el de la fila A", hint)
    letters = {
        "a": "Sus 32 neuronas son todas distintas: lo que le falta es gradiente.",
        "b": "Esa aprende, y sus 32 neuronas son distintas.",
        "d": "Sus 32 neuronas son todas distintas: mira la columna de neuronas.",
    }
    assert_choice(twins, "c", name="`twins`", hints=letters)
    quiet = "Su pérdida inicial vale ln 10, lo esperado: por ella sola no se nota nada raro."
    assert_choice(
        alarm,
        "d",
        name="`alarm`",
        hints={"a": quiet, "b": "Parte casi en ln 10, y aprende: ahí no hay alarma.", "c": quiet},
    )
    assert_choice(
        cause,
        "c",
        name="`cause`",
        hints={
            "a": "La capa 8 está pegada a la salida y ya recibe 0: no se fue perdiendo de a poco.",
            "b": "Con pesos de 0,05 tanh casi no se satura; mira qué vuelve desde la salida.",
            "d": "El gradiente se midió antes de entrenar: la tasa entra después, al dar el paso.",
        },
    )
