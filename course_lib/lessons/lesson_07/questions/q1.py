"""Pregunta 7.1: cinco casas y una más."""

from typing import Any

import numpy as np

from course_lib.grading.compare import (
    assert_close,
    fields,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_07.questions.shared import Rng


@question(
    "7.1",
    points=1,
    section="La idea: el valle tiene forma",
    hint="Min-max resta el mínimo y divide por el ancho; estandarizar resta la media y divide por "
    "la desviación. Lo nuevo usa los números de las cinco casas.",
)
def by_hand(student: Any, _rng: Rng) -> None:
    """Cinco casas y una más."""
    x, new = np.array([10.0, 15, 20, 30, 30]), 45.0
    low, high, mean, std = x.min(), x.max(), x.mean(), x.std()
    width, sample, far = high - low, x.std(ddof=1), np.append(x, new)
    once = np.unique(x)
    minmax, standard, new_minmax, new_standard, years = fields(
        student.by_hand(), "minmax", "standard", "new_minmax", "new_standard", "years"
    )
    assert_close(
        minmax,
        ((x - low) / width).tolist(),
        name="`minmax`",
        reveal=False,
        mistakes={
            "Falta restar el mínimo: como está, la menor no queda en 0.": x / width,
            "Dividiste por el máximo sin restar el mínimo: se resta el mínimo y se divide por el "
            "ancho, máx − mín.": x / high,
            "Dividiste por el máximo: se divide por el ancho, máx − mín.": (x - low) / high,
            "Restaste la media: min-max resta el mínimo.": (x - mean) / width,
            "Dividiste por la desviación: min-max divide por el ancho, máx − mín.": (
                (x - low) / std,
                (x - low) / sample,
            ),
            "Eso es la estandarización: min-max usa el mínimo y el máximo.": (x - mean) / std,
            "Usaste la casa nueva para el máximo: sirven solo las cinco, ella llega después.": (
                (x - low) / np.ptp(far)
            ),
            "Falta dividir por el ancho, máx − mín.": x - low,
            "Quedó al revés: la menor debe llegar a 0 y la mayor a 1.": (high - x) / width,
            "Eso va de −1 a 1: aquí min-max va de 0 a 1.": 2 * (x - low) / width - 1,
            "Se pide entre 0 y 1, no en porcentaje.": 100 * (x - low) / width,
        },
    )
    assert_close(
        standard,
        ((x - mean) / std).tolist(),
        name="`standard`",
        reveal=False,
        mistakes={
            "Las dos casas de 30 cuentan las dos, en la media y en la desviación.": (
                (x - once.mean()) / once.std(),
                np.unique((x - once.mean()) / once.std()),
            ),
            "Dividiste la suma de cuadrados por N − 1: aquí la varianza divide por N.": (
                (x - mean) / sample
            ),
            "Dividiste por la varianza: falta sacarle la raíz.": (x - mean) / std**2,
            "Falta dividir por la desviación.": x - mean,
            "Falta restar la media.": x / std,
            "Restaste la mediana: se resta la media.": (x - np.median(x)) / std,
            "Restaste el mínimo: se resta la media.": (x - low) / std,
            "Dividiste por el ancho: se divide por la desviación.": (x - mean) / width,
            "El signo: las casas más nuevas que la media quedan bajo 0.": (mean - x) / std,
            "La casa nueva no participa en la media ni en la desviación.": (
                (x - far.mean()) / far.std()
            ),
            "Dividiste por el promedio de los desvíos sin cuadrado: la desviación es la raíz de la "
            "varianza.": (x - mean) / np.abs(x - mean).mean(),
        },
    )
    assert_close(
        new_minmax,
        (new - low) / width,
        name="`new_minmax`",
        reveal=False,
        mistakes={
            "La casa nueva se escala con el mínimo y el máximo de las cinco, y no se recorta: "
            "puede salir de [0, 1].": 1.0,
            "Falta restar el mínimo de las cinco casas.": new / width,
            "Dividiste por el máximo de las cinco casas: se divide por el ancho.": (
                new / high,
                (new - low) / high,
            ),
            "Agregaste la casa nueva al ancho: sirve solo el de las cinco.": (
                new / np.ptp(far),
                (new - low) / new,
            ),
            "Esa es la estandarización de la casa nueva.": (new - mean) / std,
            "Restaste la media: min-max resta el mínimo.": (new - mean) / width,
            "Falta dividir por el ancho, máx − mín.": new - low,
        },
    )
    assert_close(
        new_standard,
        (new - mean) / std,
        name="`new_standard`",
        reveal=False,
        mistakes={
            "La casa nueva no participa en la media ni en la desviación: ya estaban medidas.": (
                (new - far.mean()) / far.std(),
                (new - far.mean()) / std,
                (new - mean) / far.std(),
            ),
            "Una sola casa con su propia media es siempre 0: usa la de las cinco.": 0.0,
            "Dividiste por N − 1 en la varianza: aquí se divide por N.": (new - mean) / sample,
            "Dividiste por la varianza: falta la raíz.": (new - mean) / std**2,
            "Falta restar la media de las cinco casas.": new / std,
            "Falta dividir por la desviación.": new - mean,
            "Ese es el min-max de la casa nueva.": (new - low) / width,
            "El signo: 45 es más que la media.": (mean - new) / std,
        },
    )
    assert_close(
        years,
        mean - 2 * std,
        name="`years`",
        reveal=False,
        mistakes={
            "Falta volver a sumar la media.": -2 * std,
            "El signo: un valor estandarizado negativo está bajo la media.": mean + 2 * std,
            "Volviste a estandarizar: aquí se deshace, multiplica por la desviación y suma la "
            "media.": (-2 - mean) / std,
            "Deshiciste un min-max: el −2 está estandarizado.": low - 2 * width,
            "El orden: primero multiplica por la desviación y después suma la media.": (
                (mean - 2) * std
            ),
            "Dividiste por N − 1 en la varianza: aquí se divide por N.": mean - 2 * sample,
            "Usaste la varianza: se multiplica por la desviación.": mean - 2 * std**2,
            "Falta multiplicar por la desviación: −2 son desviaciones, no años.": mean - 2,
        },
    )
