"""Pregunta 5.6: leer una tabla."""

import math
from typing import Any

from course_lib.grading.compare import (
    assert_choice,
    assert_close,
    fields,
    numbers,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_05.questions.shared import Rng


@question(
    "5.6",
    points=1,
    section="Explora: cinco capas por dentro",
    hint="Mira la fila del gradiente antes que la intuición, y cuenta cuántas capas se cruzan.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    bug, saturated, both, per_layer = fields(
        student.read_table(), "bug", "saturated", "both", "per_layer"
    )
    assert_close(
        bug,
        0.5,
        name="`bug`",
        reveal=False,
        mistakes={
            "Ese es el factor de la varianza: la ganancia multiplica a la desviación.": 0.25,
            "Esa es la corrección: se pide a qué ganancia equivale el error.": 2,
            "Esa columna es Glorot sin error.": 1,
            "Ese es el error de validación: se pide la ganancia de la columna.": (66.2, 62.5),
            "El error de 5.3 no es un √3 ni un √2: es un factor entero sobre los pesos.": (
                math.sqrt(1 / 3),
                math.sqrt(1 / 2),
            ),
            "Compara con la función corregida: ¿por cuánto quedó multiplicado cada peso?": 0.75,
            "Devolviste la posición de la columna: se pide su ganancia.": 0,
        },
    )
    assert_choice(
        saturated,
        "b",
        name="`saturated`",
        hints={
            "a": "Eso dice la intuición. Mira la fila del gradiente en la columna de 4.",
            "c": "Es al revés: en una neurona saturada la derivada es casi 0.",
            "d": "Esas tres filas se midieron antes de entrenar.",
        },
    )
    assert_choice(
        both,
        "c",
        name="`both`",
        hints={
            "a": "Mira el gradiente: con 1,33 vale 0,98, y con 1,67, el doble.",
            "b": "Mira la señal en la capa 10: ¿con cuál de las dos llega más?",
            "d": "Mira la fila de la señal: también cambia con la ganancia.",
        },
    )
    value = numbers(per_layer, "`per_layer`")
    right = 49 ** (1 / 9)
    near = value.shape == () and abs(float(value) / right - 1) < 0.02
    assert_close(
        right if near else per_layer,
        right,
        name="`per_layer`",
        reveal=False,
        mistakes={
            "Contaste diez capas: de la 10 a la 1 se cruzan menos.": (
                49 ** (1 / 10),
                49 / 10,
                1.48,
                1.5,
            ),
            "Dividiste: el factor se multiplica capa a capa, así que es una raíz.": (
                49 / 9,
                48 / 9,
            ),
            "Está invertido: el gradiente crece de la capa 10 a la 1.": 49 ** (-1 / 9),
            "Contaste ocho capas: de la 10 a la 1 se cruza una más.": 49 ** (1 / 8),
            "Ese es el factor de la varianza: la tabla habla del tamaño.": 49 ** (2 / 9),
            "Falta deshacer el logaritmo: ln(49)/9 es el logaritmo del factor.": math.log(49) / 9,
            "Ese es el factor total: se pide el de cada capa.": 49,
            "La ganancia es 4, pero no todo lo que llega pasa: lee el factor en la tabla.": (4, 16),
            "Sacaste raíz cuadrada: hay nueve factores iguales, no dos.": 7,
            "Ese es el porcentaje: se pide el factor.": (54, 54.1),
            "Ese es solo el aumento: el factor incluye el 1.": (0.54, 49 ** (1 / 9) - 1),
        },
    )
