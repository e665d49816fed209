"""Pregunta 3.6: reconocer cuatro capas mal escritas."""

from typing import Any

from course_lib.grading.compare import (
    assert_choice,
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_03.questions.shared import COMMA, Rng

# La fila de cada capa, y lo que la delata
LOOK = {
    "unscaled": (
        "d",
        "Sin amplificar, la salida sube al pasar de entrenamiento a predicción: la razón es mayor "
        "que 1.",
    ),
    "always_on": (
        "b",
        "Encendida al predecir, la capa sortea de nuevo cada vez: mira qué cambia al repetir.",
    ),
    "frozen": (
        "e",
        "Con la máscara congelada se entrena siempre la misma sub-red, que puede memorizar: mira "
        "el error de entrenamiento, y que nada cambie al repetir.",
    ),
    "double": (
        "a",
        "Compensar dos veces deja la salida, al predecir, en 1 − r de la de entrenamiento: esa es "
        "la razón.",
    ),
}


@question(
    "3.6",
    points=1,
    section="La idea: cada ejemplo, con su propia red",
    hint="Cada defecto deja su huella en una columna distinta: recórrelas de a una.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Reconocer cuatro capas mal escritas."""
    *letters, ratio = fields(student.read_table(), *LOOK, "ratio")
    for letter, (name, (expected, look)) in zip(letters, LOOK.items(), strict=True):
        assert_choice(
            letter,
            expected,
            name=f"`{name}`",
            hints={other: look for other in "abcde" if other != expected},
        )
    assert_close(
        ratio,
        1.25,
        name="`ratio`",
        reveal=False,
        hint="Con tasa 0,75 la tabla dice 4: ¿de qué cuenta sale ese 4?",
        mistakes={
            "Dividiste al revés: es la salida en predicción sobre la de entrenamiento.": 0.8,
            "Eso es con la tasa 0,75 de la tabla: rehaz la cuenta con 0,2.": 4,
            "Usaste la tasa y no la retención: al entrenar queda prendida una fracción 1 − r.": (
                5,
                0.2,
            ),
            "Con 1 + r solo te acercas: al entrenar queda prendida una fracción 1 − r.": 1.2,
            "La razón no es proporcional a la tasa: sale de 1 − r, lo que queda prendido.": (
                4 * 0.2 / 0.75
            ),
            COMMA: [1, 25],
            "Eso sería con amplificación; esta capa no la tiene.": 1,
            "Se pide una razón, no un porcentaje.": (125, 25, 80),
            "Eso es cuánto aumenta: la razón compara los totales.": 0.25,
        },
    )
