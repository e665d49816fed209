"""Pregunta 2.6: leer una tabla."""

from typing import Any

from course_lib.grading.compare import (
    assert_choice,
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_02.questions.shared import Rng


@question(
    "2.6",
    points=1,
    section="¿Qué se aprende de cada aumento?",
    hint="Cada decisión mira una sola fila: la que se parece a las imágenes que van a llegar.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    keys = ("best_plain", "best_moved", "saved", "why", "mirror")
    best_plain, best_moved, saved, why, mirrored = fields(student.read_table(), *keys)
    assert_close(
        best_plain,
        2,
        name="`best_plain`",
        reveal=False,
        mistakes={
            "Ahí es mínimo el error de entrenamiento: mira la fila de validación.": (0, 1),
            "Devolviste el error: se piden los píxeles que lo logran.": 7.7,
            "Ahí la brecha con entrenamiento es la menor, y el error, de los mayores.": 12,
            "Ese no es el mínimo de la fila «tal cual», la única que cuenta aquí.": (3, 4, 6, 9),
        },
    )
    assert_close(
        best_moved,
        4,
        name="`best_moved`",
        reveal=False,
        mistakes={
            "Ahí es mínimo el error de entrenamiento: mira la fila de los corridos.": (0, 1),
            "Devolviste el error: se piden los píxeles que lo logran.": 12.6,
            "Ese no es el mínimo de la fila de los corridos, la única que cuenta aquí.": ((
                2,
                3,
                6,
                9,
                12,
            )),
        },
    )
    assert_close(
        saved,
        542,
        name="`saved`",
        reveal=False,
        hint="Resta los dos errores de la fila de los corridos y llévalo a 1.000 dígitos.",
        mistakes={
            "Esos son puntos porcentuales: de cada 100. Se pide de cada 1.000.": 54.2,
            "Esa es una fracción: se pide de cada 1.000 dígitos.": 0.542,
            "Usaste la fila de los dígitos tal cual: se pregunta por los corridos.": (24, 2.4),
            "Esos son los que sigue fallando: se piden los que deja de fallar.": (126, 12.6),
            "Esos son los que fallaba sin aumento: réstale los que sigue fallando.": (668, 66.8),
            "El signo: deja de fallar, así que es un número positivo.": (-542, -54.2),
            "Comparaste con 2 píxeles: se pide pasar de 0 a 4.": (385, 38.5),
            "Esa es la baja relativa: resta los dos errores y llévalo a 1.000.": (81.1, 811, 0.811),
        },
    )
    assert_choice(
        why,
        "c",
        name="`why`",
        hints={
            "a": "Si hubiera memorizado, el error de entrenamiento sería casi 0, y es de 27,4 %.",
            "b": "Los de validación no se aumentaron: esa fila los mide tal cual.",
            "d": "Un dígito corrido sigue siendo el mismo mientras se vea: las etiquetas son las "
            "de antes.",
        },
    )
    assert_choice(
        mirrored,
        "b",
        name="`mirror`",
        hints={
            "a": "Una letra en un espejo ya no es esa letra, o es otra: piensa en b y d.",
            "c": "En un espejo, una flecha a la izquierda apunta a la derecha: cambia la etiqueta.",
            "d": "En un espejo la caja queda en otro lugar: la etiqueta tiene que moverse.",
        },
    )
