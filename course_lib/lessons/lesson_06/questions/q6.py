"""Pregunta 6.6: leer una tabla."""

from typing import Any

from course_lib.grading.compare import (
    assert_choice,
    assert_property,
    fields,
    numbers,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_06.questions.shared import Rng, Values, _assert_one_number, nearest


@question(
    "6.6",
    points=1,
    section="¿Y al entrenar?",
    hint="Mira cuánto cambia cada número entre semillas y cuántos pasos hay entre dos capas.",
)
def read_table(student: Any, _rng: Rng) -> None:
    """Leer una tabla."""
    tie, half, deep, signal = fields(student.read_table(), "tie", "half", "deep", "signal_34")
    assert_choice(
        tie,
        "c",
        name="`tie`",
        hints={
            "a": "La diferencia es de 0,4 puntos: compárala con la desviación entre semillas.",
            "b": "Sobreajustar sería perder en validación, y 0,4 puntos es menos que la desviación "
            "entre semillas.",
            "d": "Mira las escalas de los extremos: ahí el error llega a 90 %.",
        },
    )
    assert_choice(
        half,
        "a",
        name="`half`",
        hints={
            "b": "Si hubiera memorizado, el error de entrenamiento sería casi 0, y es 88,7 %.",
            "c": "Achicar todos los pesos por igual no cambia el signo de ningún z: se encienden "
            "las mismas neuronas.",
            "d": "Mira la fila de la señal: con escala 0,5 no explota, se desvanece.",
        },
    )
    assert_choice(
        deep,
        "d",
        name="`deep`",
        hints={
            "a": "Esto se midió con 12 capas, y la pérdida se multiplica con la profundidad.",
            "b": "Mira la fila de la señal: con escala 1 se pierde cerca de √2 por capa, como dice "
            "la teoría.",
            "c": "Nada en la tabla lo dice: con 40 capas la señal llega un millón de veces más "
            "chica, y la lección vio que una red así no se mueve.",
        },
    )
    _assert_signal(signal)


def _assert_signal(signal: Any) -> None:
    _assert_one_number(signal, "`signal_34`")
    value = numbers(signal, "`signal_34`")
    assert_property(
        value.ndim == 0, "`signal_34`: esperaba un solo número", "Devuelve un número, sin lista."
    )
    factor = 0.019
    if abs(value / factor**3 - 1) < 0.1:
        return
    mistakes: Values = {
        "Esa es la predicción de la teoría: parte del 0,019 que se midió.": (2**-16.5, 2**-17),
        "Los factores se multiplican: tres veces once pasos es elevar al cubo, no por 3.": (
            3 * factor,
            factor / 3,
        ),
        "Ese es el factor de la capa 1 a la 12: faltan 22 pasos.": (factor,),
        "Ese es el factor de la capa 1 a la 23: faltan once pasos.": (factor**2,),
        "Entre la capa 1 y la 12 hay once pasos, no doce; y hasta la 34, treinta y tres.": (
            factor ** (34 / 12),
            factor ** (33 / 12),
            factor ** (34 / 11),
        ),
        "0,019 es el factor de once capas juntas, no el de una.": (factor**33, factor**34),
        "Usaste la columna de otra escala: es la de escala 1.": (0.00043**3, 0.18**3, 0.87**3),
        "Se pide un factor, no un porcentaje.": (100 * factor**3,),
        "Ese es cuántas veces más chica llega: se pide por cuánto se multiplica.": (factor**-3,),
    }
    raise WrongAnswerError(
        f"`signal_34`: recibí {value:.3g} y no es",
        nearest(float(value), mistakes, 0.1)
        or "Cuenta cuántos tramos de once pasos hay entre la capa 1 y la 34.",
    )
