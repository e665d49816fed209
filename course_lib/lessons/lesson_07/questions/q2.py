"""Pregunta 7.2: un escalador que no se rompe."""

import warnings
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.compare import (
    assert_close,
    assert_property,
    numbers,
    parts,
)
from course_lib.grading.question import question
from course_lib.lessons.lesson_07.questions.shared import Rng

COLUMNS = (
    "completa",
    "con datos que faltan",
    "que no varía",
    "que repite un decimal",
    "que no varía y tiene datos que faltan",
    "que varía poco",
    "sin ningún dato",
)


@question(
    "7.2",
    points=2,
    section="En course_lib",
    hint="Por columna, media y desviación de los datos conocidos; escala 1 si no varía; y al "
    "aplicar, lo que falta queda en 0.",
)
def surviving_scaler(student: Any, rng: Rng) -> None:
    """Un escalador que no se rompe."""
    x = _holed_table(rng)
    for columns in (6, 7):
        _assert_fit(student, x[:, :columns])
    center, scale = rng.normal(3, 2, 5), rng.uniform(1.5, 3, 5)
    scale[2] = 1
    for rows in (14, 1):
        z = 1.5 * rng.standard_normal((rows, 5))
        z[:, 4] = [np.nan] * rows
        if rows > 1:
            z[[2, 5, 5, 9], [0, 1, 3, 3]] = np.nan
            z[0, 0] = 4.0
        _assert_apply(student, center + z * scale, center, scale)


def _holed_table(rng: Rng) -> Array:
    """Una columna de cada clase de `COLUMNS`."""
    rows = 40
    x = rng.normal((40, 3, 0, 0, 0, 5e-9, 0), (12, 0.7, 1, 1, 1, 1e-9, 1), (rows, 7))
    x[:, 2] = rng.integers(3, 20)
    missing = np.zeros((rows, 7), bool)
    for column, count in ((1, 11), (4, 7)):
        missing[rng.choice(np.arange(1, rows), count, replace=False), column] = True
    missing[:, 6] = True
    x[missing] = np.nan
    for column in (3, 4):
        rounding = False
        while not rounding:
            x[:, column] = np.where(missing[:, column], np.nan, rng.uniform(0.1, 0.9))
            rounding = min(_spreads(x[:, : column + 1])) > 0
    return x


def _spreads(x: Array) -> list[float]:
    """La desviación de la última columna, sumada en distintos órdenes: casi 0, pero no 0."""
    known = ~np.isnan(x)
    count = known.sum(axis=0)
    center = np.where(known, x, 0).sum(axis=0) / count
    squares = (np.where(known, x - center, 0) ** 2).sum(axis=0)
    column = x[known[:, -1], -1]
    one = column - sum(column.tolist()) / len(column)
    return [
        float(np.nanstd(x, axis=0)[-1]),
        float(np.sqrt(squares / count)[-1]),
        float(column.std()),
        float(np.abs(one).max()),
    ]


def _assert_fit(student: Any, x: Array) -> None:
    with warnings.catch_warnings():  # `np.nanmean` reclama por la columna vacía, con razón
        warnings.simplefilter("ignore", RuntimeWarning)
        fitted = student.fit_scaler(x)
    received = parts(fitted, ("`center`", "`scale`"))
    found = [
        _vector(part, name, x.shape[1])
        for part, name in zip(received, ("`center`", "`scale`"), strict=True)
    ]
    filled = np.nan_to_num(x)
    complete = x[~np.isnan(x[:, :6]).any(axis=1)]
    for j, (kind, center, scale) in enumerate(zip(COLUMNS, *found, strict=False)):
        known = x[~np.isnan(x[:, j]), j]
        place = f"la columna {j} ({kind})"
        if known.size == 0:
            assert_property(
                center == 0 and scale == 1,
                f"{place}: esperaba centro 0 y escala 1, y recibí {center:.3g} y {scale:.3g}",
                "Una columna a la que le falta todo no tiene media: su centro es 0 y su escala 1.",
            )
            continue
        assert_property(
            not np.isnan([center, scale]).any(),
            f"el centro o la escala de {place} es NaN",
            "Un solo NaN contagia a toda la suma: mide solo con los datos conocidos.",
        )
        mean, std = known.mean(), known.std()
        lacking = len(x) - len(known)
        assert_close(
            center,
            mean,
            name=f"`center` de {place}",
            mistakes={
                "Los NaN contaron como ceros: el promedio es solo de los datos conocidos.": (
                    filled[:, j].mean()
                ),
                "Botaste las filas con algún NaN: cada columna usa todos sus datos conocidos.": (
                    complete[:, j].mean()
                ),
                "Centraste en la mediana: aquí el centro es la media.": np.median(known),
                "Centraste en el mínimo: aquí el centro es la media.": known.min(),
                "Es una media por columna (`axis=0`), no una para toda la tabla.": np.nanmean(x),
                "Los resultados van al revés: primero `center`, después `scale`.": std or np.nan,
                "El centro de una columna que no varía es su media, como siempre.": (
                    (0.0, 1.0) if np.ptp(known) == 0 else ()
                ),
            },
        )
        if np.ptp(known) == 0:
            _assert_constant(place, scale, lacking > 0)
            continue
        centred = np.where(np.isnan(x[:, j]), mean, x[:, j])
        quartiles = np.quantile(known, [0.25, 0.75])
        assert_close(
            scale,
            std,
            name=f"`scale` de {place}",
            mistakes={
                "Dividiste por N − 1: aquí la varianza divide por el número de datos conocidos.": (
                    known.std(ddof=1)
                ),
                "Devolviste la varianza: falta la raíz.": std**2,
                "Los NaN contaron como ceros: la desviación es solo de los datos conocidos.": (
                    filled[:, j].std()
                ),
                "Rellenaste con la media antes de medir la desviación, y eso la achica: cuenta "
                "solo los datos conocidos.": centred.std(),
                "Botaste las filas con algún NaN: cada columna usa todos sus datos conocidos.": (
                    complete[:, j].std()
                ),
                "Dividiste por el ancho (min-max): aquí la escala es la desviación.": np.ptp(known),
                "Usaste el rango intercuartílico: aquí la escala es la desviación.": (
                    quartiles[1] - quartiles[0]
                ),
                "Es una desviación por columna (`axis=0`), no una para toda la tabla.": (
                    np.nanstd(x)
                ),
                "Esta columna sí varía, aunque sea poco: la escala es 1 solo si todos sus datos "
                "conocidos son iguales.": 1.0,
                "Promediaste los desvíos sin cuadrado: la desviación es la raíz de la varianza.": (
                    np.abs(known - mean).mean()
                ),
                "Los ceros puestos donde falta el dato entraron en la suma de cuadrados: anúlalos "
                "después de centrar.": tuple(
                    np.sqrt((std**2 * len(known) + lacking * mean**2) / count)
                    for count in (len(known), len(x))
                ),
            },
        )


def _vector(received: Any, name: str, size: int) -> Array:
    vector = numbers(received, name)
    hint = "Va un número por columna: forma (D,)."
    if vector.ndim == 0:
        hint = "Es uno por columna (`axis=0`), no uno para toda la tabla."
    elif vector.ndim == 1 and vector.size == 40:
        hint = "Mediste por fila: las columnas se miden con `axis=0`."
    elif vector.shape == (1, size):
        hint = "Sobra una dimensión, la forma es (D,): quita `keepdims=True`."
    assert_property(
        vector.shape == (size,), f"{name}: esperaba forma ({size},) y recibí {vector.shape}", hint
    )
    return vector.astype(float)


def _assert_constant(place: str, scale: float, lacking: bool) -> None:
    hint = "La escala de una columna que no varía es 1."
    if scale == 0:
        hint = "Una columna que no varía tiene desviación 0, y no se puede dividir por 0: escala 1."
    elif abs(scale) < 1e-3 and lacking:
        hint = (
            "Esta columna no varía: ¿la comparaste con `==`? NaN no es igual a nada, ni a sí "
            "mismo. Compara el máximo y el mínimo de los datos conocidos, y deja escala 1."
        )
    elif abs(scale) < 1e-3:
        hint = (
            "Esta columna no varía y casi te divide por 0: su desviación puede salir 1e-17 por "
            "redondeo (y un ε tampoco basta). Compara máximo y mínimo, y deja escala 1."
        )
    assert_property(scale == 1, f"`scale` de {place}: esperaba 1 y recibí {scale:.3g}", hint)


def _assert_apply(student: Any, x: Array, center: Array, scale: Array) -> None:
    z = (x - center) / scale
    known = np.where(np.isnan(x), 0, x)
    received = numbers(student.apply_scaler(x, center, scale), "`apply_scaler`")
    assert_property(
        len(x) > 1 or received.shape not in ((), x[0].shape),
        f"`apply_scaler`: esperaba forma {x.shape} y recibí {received.shape}",
        "Falta una dimensión: con una sola fila la forma también lleva dos ejes, como `x`.",
    )
    if received.shape == x.shape:
        assert_property(
            not np.isnan(received[~np.isnan(x)]).any(),
            "hay NaN donde había datos conocidos",
            "Usa el `center` y la `scale` que recibes: no los midas de nuevo con esta tabla.",
        )
        assert_property(
            not np.isnan(received).any(),
            "quedaron NaN en la tabla escalada",
            "Lo que falta se imputa: después de escalar, cada NaN queda en 0.",
        )
    expected = np.nan_to_num(z)
    mistakes: dict[str, Any] = {
        "Pusiste 0 antes de escalar: el 0 va después, que es la media de esa columna.": (
            (known - center) / scale
        ),
        "Falta restar el centro.": (
            np.nan_to_num(x / scale),
            known / scale,
        ),
        "Falta dividir por la escala.": np.nan_to_num(x - center),
        "Multiplicaste por la escala: se divide.": np.nan_to_num((x - center) * scale),
        "El signo: es dato menos centro.": -expected,
        "Cambiaste los papeles: se resta `center` y se divide por `scale`.": (
            np.nan_to_num((x - scale) / center)
        ),
        "Deshiciste la escala: al aplicarla se resta `center` y se divide por `scale`.": (
            np.nan_to_num(x * scale + center)
        ),
        "Recortaste los valores: lo que sale de lo visto se queda afuera.": tuple(
            np.clip(expected, -bound, bound) for bound in (1, 2, 3)
        ),
        "Rellenaste con la media en unidades originales después de escalar: ahí va un 0.": (
            np.where(np.isnan(x), center, z)
        ),
        "Pusiste en 0 las columnas de escala 1: no variaban al aprender, pero en esta tabla sí.": (
            np.where(scale == 1, 0, expected)
        ),
        "Botaste filas o columnas con NaN: la tabla conserva su forma.": (
            z[~np.isnan(x).any(axis=1)],
            z[:, ~np.isnan(x).any(axis=0)],
        ),
    }
    if len(x) > 1:
        mean, std = (np.ones(5), np.ones(5))
        mean[:4], std[:4] = np.nanmean(x[:, :4], axis=0), np.nanstd(x[:, :4], axis=0)
        mistakes[
            "Lo que falta se rellena con la media aprendida, no con la de esta tabla: queda en 0."
        ] = tuple(
            np.where(np.isnan(x), (np.append(mean[:4], empty) - center) / scale, z)
            for empty in (0, center[4])
        )
        hint = "Mediste otra vez con la tabla que llega: usa lo aprendido, `center` y `scale`."
        mistakes[hint] = tuple(
            np.nan_to_num(own)
            for own in (
                (x - mean) / std,
                (x - mean) / scale,
                (x - center) / std,
                (x - x.mean(axis=0)) / x.std(axis=0),
            )
        )
    assert_close(received, expected, name="`apply_scaler`", mistakes=mistakes)
