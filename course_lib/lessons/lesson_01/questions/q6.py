"""Pregunta 1.6: leer una curva."""

from typing import Any

from course_lib.grading.compare import (
    assert_choice,
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_01.questions.shared import Rng


@question(
    "1.6",
    points=1,
    section="¿Qué λ conviene?",
    hint="Busca el punto más bajo de la curva de validación, y mira la altura antes que la brecha.",
)
def read_curve(student: Any, _rng: Rng) -> None:
    """Leer una curva."""
    best_l2, gap, floor, report = fields(student.read_curve(), "best_l2", "gap", "floor", "report")
    assert_close(
        best_l2,
        0.01,
        name="`best_l2`",
        reveal=False,
        mistakes={
            "Ese λ tiene el menor error de entrenamiento: mira la curva de validación.": 0.0001,
            "Ahí la brecha es mínima porque la red falla mucho en ambos conjuntos: busca el menor "
            "error de validación.": (0.1, 0.3),
            "Devolviste el error: se pide el λ que lo logra.": 30.0,
            "Devolviste la posición en la tabla: se pide el λ.": (3, 4),
        },
    )
    assert_choice(
        gap,
        "c",
        name="`gap`",
        hints={
            "a": "Una brecha chica no basta: mira qué tan alto está el error en ambos conjuntos.",
            "b": "Si hubiera memorizado, el error de entrenamiento sería casi 0, y es de 88,6 %.",
            "d": "Si compartieran imágenes, ambos errores se parecerían en todos los λ.",
        },
    )
    assert_close(
        floor,
        18,
        name="`floor`",
        reveal=False,
        hint="De cada 100 imágenes, ¿a cuántas se les sorteó la etiqueta y cuántas quedaron mal?",
        mistakes={
            "Una de cada diez etiquetas al azar cae por suerte en la clase correcta.": 20,
            "Aunque la red acierte el dígito, la etiqueta sorteada puede decir otra cosa.": 0,
            "Esas son las etiquetas al azar que caen bien; cuenta las que caen mal.": 2,
            "Solo cuenta el ruido de validación: con esas etiquetas se mide.": (36, 40),
            "Se pide en porcentaje: 0,5 sería 50.": (0.18, 0.2),
            "Eso es lo que acierta: se pide el error.": (80, 82),
            "Ese es el menor medido: una red perfecta solo falla donde la etiqueta está mal.": 30.0,
        },
    )
    assert_choice(
        report,
        "d",
        name="`report`",
        hints={
            "a": "Esas imágenes no son nuevas: con ellas se ajustaron los pesos.",
            "b": "Ese error ya se usó para elegir λ: el menor de varios suele salir optimista.",
            "c": "Promedia redes que no vas a usar: interesa la del λ elegido, con datos intactos.",
        },
    )
