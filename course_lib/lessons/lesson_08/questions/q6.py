"""Pregunta 8.6: leer una tabla."""

from typing import Any

from course_lib.grading.compare import (
    assert_choice,
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_08.questions.shared import COMMA, Rng


@question(
    "8.6",
    points=1,
    section="¿Cuándo falla?",
    hint="Compara las filas columna por columna, y en la del 2, el error antes y después de "
    "recalibrar.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    from_size, fraction, culprit, advice = fields(
        student.read_table(), "from_size", "fraction", "culprit", "advice"
    )
    assert_close(
        from_size,
        8,
        name="`from_size`",
        reveal=False,
        mistakes={
            "Ahí la red con BN todavía falla más que la red sin BN.": (2, 4),
            "En ese tamaño BN ya gana, pero también en uno menor.": (16, 32, 64),
            "Ahí la ventaja es mayor, pero BN gana desde mucho antes.": 128,
            "Devolviste el error: se pide el tamaño del lote.": (10.3, 12.0, 10.2),
            "Devolviste la posición en la tabla: se pide el tamaño del lote.": 3,
        },
    )
    assert_close(
        fraction,
        0.8,
        name="`fraction`",
        reveal=False,
        hint="Con 2 da la mitad y con 4, tres cuartos: ¿qué fórmula en N da eso?",
        mistakes={
            "Se pide como fracción, entre 0 y 1.": 80,
            "Esa es la corrección al revés, N / (N − 1): el lote ve menos varianza, no más.": 1.25,
            "La varianza que divide por N se queda corta: no vale σ² en promedio.": 1,
            "Eso es lo que falta: se pide lo que el lote sí ve.": 0.2,
            "Esa es la raíz: se pide la varianza, no la desviación.": 0.8**0.5,
            COMMA: [0, 8],
            "No se lee entre dos columnas: busca la fórmula en N que da 0,5 con lotes de 2.": (
                0.74,
                0.75,
                0.77,
                0.77250,
                0.78,
                0.805,
                0.81,
                0.87,
            ),
            "Con lotes de 2 tu fórmula da 2/3, y la tabla, 0,5.": 5 / 6,
            "Con lotes de 2 tu fórmula da 1/3, y la tabla, 0,5.": 4 / 6,
            "Con lotes de 2 tu fórmula da 0, y la tabla, 0,5.": 3 / 5,
        },
    )
    assert_choice(
        culprit,
        "b",
        name="`culprit`",
        hints={
            "a": "Recalibrar arregla las estadísticas, y el error casi no baja: mira la tercera "
            "fila.",
            "c": "La red sin BN dio los mismos pasos, con los mismos lotes, y es su mejor columna.",
            "d": "La red sin BN dio los mismos pasos y falla poco: no es por dar muchos.",
        },
    )
    assert_choice(
        advice,
        "d",
        name="`advice`",
        hints={
            "a": "Eso promedia más lotes, pero cada uno sigue entrenando con dos ejemplos.",
            "b": "Así cada predicción dependería de un vecino, y al entrenar nada cambia.",
            "c": "En la lección, con la mejor de cuatro tasas y lotes de 2, BN falla un tercio.",
        },
    )
