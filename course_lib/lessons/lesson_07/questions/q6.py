"""Pregunta 7.6: leer una tabla."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_choice,
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_07.questions.shared import Rng


@question(
    "7.6",
    points=1,
    section="¿Con qué datos se mide la media?",
    hint="Estandarizar un grupo con lo suyo borra en qué se distingue ese grupo de los demás.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    pair, smallest, alone, by_age = fields(
        student.read_table(), "pair", "smallest", "alone", "by_age"
    )
    assert_close(
        pair,
        1,
        name="`pair`",
        reveal=False,
        hint="Se mide con el grupo: la media de 30 y 80 es 55. ¿Y su desviación, dividiendo por N?",
        mistakes={
            "Dividiste por N − 1 en la varianza: aquí se divide por N.": (
                25 / np.std([30, 80], ddof=1)
            ),
            "Ese es quien tiene 30 años: se pide quien tiene 80.": -1,
            "Falta dividir por la desviación del grupo.": 25,
            "Dividiste por la varianza: falta la raíz.": 25 / 625,
            "Dividiste por el ancho: la desviación de dos datos es la mitad de su diferencia.": 0.5,
            "En 0 queda quien está en la media, como una persona sola: aquí la media es 55.": 0,
            "No restaste la media del grupo.": (80 / 25, 80),
        },
    )
    assert_close(
        smallest,
        100,
        name="`smallest`",
        reveal=False,
        mistakes={
            "La tabla está en miles de pesos: con grupos de 1, la diferencia con 10,1 es de más de "
            "veinte mil.": 1,
            "Con ese tamaño el error todavía supera en más de mil pesos al de la primera fila, "
            "10,1 miles.": (2, 5, 20),
            "Hay un tamaño menor en la tabla que ya cumple.": 500,
            "Devolviste el error: se pide el tamaño del grupo.": (10.6, 10.3, 10.1),
            "Devolviste la diferencia de los errores: se pide el tamaño del grupo.": (
                0.5,
                0.2,
            ),
            "Devolviste la posición en la tabla: se pide el tamaño del grupo.": (4,),
        },
    )
    assert_choice(
        alone,
        "c",
        name="`alone`",
        hints={
            "a": "Con la primera fila esa misma red se equivoca en diez mil pesos: sí aprendió.",
            "b": "Una columna que no varía se divide por 1: no hay NaN, y el error es un número.",
            "d": "La red contesta a cada persona sin mirar a las demás: cambió lo que recibe.",
        },
    )
    assert_choice(
        by_age,
        "b",
        name="`by_age`",
        hints={
            "a": "Al azar, 100 personas bastan: el tamaño es el mismo y el error no. ¿Qué cambió?",
            "c": "Son las mismas 500 personas, con las mismas edades: solo cambió quién va con "
            "quién.",
            "d": "La red ya no aprende: con la media guardada, el orden le da lo mismo.",
        },
    )
