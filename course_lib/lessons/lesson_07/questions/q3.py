"""Pregunta 7.3: encuentra el error."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    Mistakes,
    assert_close,
    assert_property,
    numbers,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_07.questions.shared import Rng, _standard


@question(
    "7.3",
    points=1,
    section="¿Con qué datos se mide la media?",
    hint="Mide la media y la desviación una sola vez, con `x_train` sin escalar, y usa esas mismas "
    "para las dos tablas.",
)
def planted_bug(student: Any, rng: Rng) -> None:
    """Encuentra el error."""
    l2 = 0.4
    x = rng.normal((40, 6, -3), (12, 1.5, 0.6), (60, 3))
    y = 50 + (x / (12, 1.5, 0.6)) @ rng.uniform(4, 9, 3) + 2 * rng.standard_normal(60)
    for rows in (25, 1):
        new = rng.normal((52, 6.8, -2.4), (8, 1, 0.4), (rows, 3))
        received = numbers(student.predict_fixed(x, y, new, l2), "las predicciones")
        hint = "Va una predicción por fila de `x_new`, con forma (M,): un arreglo de un solo eje."
        if received.ndim == 0:
            hint = "Con una sola fila también va un arreglo, con forma (1,)."
        assert_property(
            received.shape == (rows,),
            f"las predicciones: esperaba forma ({rows},) y recibí {received.shape}",
            hint,
        )
        assert_close(
            received,
            _predict(x, new, x, x, y, l2),
            name="las predicciones",
            mistakes=_prediction_mistakes(x, y, new, l2),
        )


def _answer(
    z: Array, y: Array, z_new: Array, l2: float, mean: float | None = None, less: int = 0
) -> Array:
    """Lo que contesta la recta penalizada: el mismo ajuste del enunciado, o uno con otra media."""
    (n, d), centre = z.shape, float(y.mean()) if mean is None else mean
    w = np.linalg.solve(z.T @ z / (n - less) + l2 * np.eye(d), z.T @ (y - centre) / n)
    return np.asarray(z_new @ w + centre)


def _predict(x: Array, new: Array, by: Array, new_by: Array, y: Array, l2: float) -> Array:
    """Predice con `x` escalada según `by` y `new` según `new_by`."""
    return _answer(_standard(x, by), y, _standard(new, new_by), l2)


def _prediction_mistakes(x: Array, y: Array, new: Array, l2: float) -> Mistakes:
    both, z, z_new = np.vstack([x, new]), _standard(x, x), _standard(new, x)
    mean, std, low, width = x.mean(axis=0), x.std(axis=0), x.min(axis=0), np.ptp(x, axis=0)
    ones, centre, spread = np.ones((len(x), 1)), y.mean(), y.std()
    with_ones = np.hstack([z, ones]), y, np.hstack([z_new, np.ones((len(new), 1))]), l2, 0.0
    fewer, right = l2 * (len(x) - 1) / len(x), _answer(z, y, z_new, l2)
    return {
        "Las personas nuevas siguen llegando sin escalar: guarda la media y la desviación antes de "
        "reemplazar `x_train`.": _answer(z, y, new, l2),
        "La recta no tiene errores, dividir por N − 1 no ayuda: mira con qué `x_train` se escala "
        "lo nuevo.": tuple(
            answer
            for unseen in (new, z_new)
            for answer in (
                _answer(z, y, unseen, fewer),
                _answer(z, y, unseen, l2, less=1),
            )
        ),
        "Si estandarizas la respuesta, la predicción vuelve a sus unidades: multiplica por su "
        "desviación y suma su media.": (
            (right - centre) / spread + centre,
            (right - centre) / spread,
        ),
        "Solo se penaliza la pendiente: a la columna de unos no le toca `l2`.": _answer(*with_ones),
        "Escalaste lo nuevo aparte, con su propia media: usa la de entrenamiento.": (
            *(_predict(x, new, by, new, y, l2) for by in (x, new) if len(new) > 1),
            _answer(z, y, np.zeros_like(new), l2),
            _answer(z, y, (new - new.mean(axis=0)) / std, l2),
        ),
        "Mediste con las dos tablas juntas: solo vale la de entrenamiento, `x_train`.": (
            _predict(x, new, both, both, y, l2),
            _predict(x, new, x, both, y, l2),
        ),
        "A lo nuevo le falta restar la media: se mide antes de escalar `x_train`.": (
            _answer(z, y, new / std, l2)
        ),
        "A lo nuevo le falta dividir por la desviación: se mide antes de escalar `x_train`.": (
            _answer(z, y, new - mean, l2)
        ),
        "Escalaste lo nuevo dos veces: basta una.": _answer(z, y, (z_new - mean) / std, l2),
        "Ajustaste sin escalar: la penalización depende de la escala, y se ajusta estandarizado.": (
            _answer(x, y, new, l2),
            _answer(x - mean, y, new - mean, l2),
        ),
        "Escalaste lo nuevo y ajustaste con `x_train` sin escalar: las dos van escaladas.": (
            _answer(x, y, z_new, l2)
        ),
        "Cambiaste la desviación por la que divide por N − 1: ese no era el error.": (
            _answer(_standard(x, x, 1), y, _standard(new, x, 1), l2),
            _answer(z, y, _standard(new, x, 1), l2),
        ),
        "Usaste una media para toda la tabla: es una por columna, `axis=0`.": (
            _answer((x - x.mean()) / x.std(), y, (new - x.mean()) / x.std(), l2),
            _answer(z, y, (new - x.mean()) / x.std(), l2),
        ),
        "Cambiaste a min-max: el enunciado estandariza.": (
            _answer((x - low) / width, y, (new - low) / width, l2)
        ),
        "Falta volver a sumar la media de `y_train`.": _answer(z, y, z_new, l2) - y.mean(),
        "Cambiaste la penalización: el ajuste no tiene errores, `l2` entra tal cual.": (
            _answer(z, y, z_new, 0.0),
            _answer(z, y, z_new, l2 * len(x)),
            _answer(z, y, z_new, l2 / len(x)),
        ),
    }
