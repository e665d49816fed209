"""Ejercicio 07: escalado de entradas, desde la cuenta a mano hasta elegir una escala."""

import warnings
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.calling import text
from course_lib.grading.compare import (
    Mistakes,
    assert_choice,
    assert_close,
    assert_property,
    fields,
    numbers,
    parts,
)
from course_lib.grading.question import WrongAnswerError, question

Rng = np.random.Generator
Data = tuple[Array, Array]


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


def _standard(x: Array, known: Array, ddof: int = 0) -> Array:
    return np.asarray((x - known.mean(axis=0)) / known.std(axis=0, ddof=ddof))


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


@question(
    "7.4",
    points=2,
    section="¿Manda el salario?",
    hint="La primera capa absorbe la escala de las entradas, y la última, la de la respuesta: "
    "reemplaza z = (x − x̄)/s en z·W + b y ordena los términos.",
)
def back_to_raw(student: Any, rng: Rng) -> None:
    """De vuelta a las unidades originales."""
    for sizes in ((3, 3, 3), (2, 5, 4, 1), (4, 2)):
        weights = [
            rng.standard_normal(shape) for pair in pairwise(sizes) for shape in (pair, pair[1:])
        ]
        x_scaling = rng.uniform(2, 6, sizes[0]), rng.uniform(1.5, 4, sizes[0])
        y_scaling = rng.uniform(5, 9, sizes[-1]), rng.uniform(2, 5, sizes[-1])
        names = [f"{kind}{k}" for k in range(1, len(sizes)) for kind in "Wb"]
        received = parts(
            student.to_raw(weights, *x_scaling, *y_scaling),
            names,
            hint="Va uno por cada arreglo de `weights`, también los que no cambian.",
        )
        last = len(sizes) - 2
        for k in range(len(sizes) - 1):
            _assert_layer(
                received[2 * k : 2 * k + 2],
                weights[2 * k : 2 * k + 2],
                names[2 * k : 2 * k + 2],
                x_scaling if k == 0 else None,
                y_scaling if k == last else None,
            )


def _assert_layer(
    received: Sequence[Any],
    layer: Sequence[Array],
    names: Sequence[str],
    x_scaling: Data | None,
    y_scaling: Data | None,
) -> None:
    """Una capa: si es la primera conoce `x_scaling`; si es la última, `y_scaling`."""
    (kernel, bias), (rows, units) = layer, layer[0].shape
    center, scale = x_scaling or (np.zeros(rows), np.ones(rows))
    middle, spread = y_scaling or (np.zeros(units), np.ones(units))
    tall, pull = scale[:, None], center / scale @ kernel
    kernels: dict[str, Any] = {}
    biases: dict[str, Any] = {}

    def moved(amount: Array) -> Array:
        """El sesgo que quedaría descontando `amount`."""
        return (bias - amount) * spread + middle

    if x_scaling and y_scaling:
        same = "Con una sola capa, la primera y la última son la misma: parte de lo ya cambiado."
        kernels[same] = kernel * spread, kernel / tall
    if x_scaling:
        square = rows == units
        kernels |= {
            "Falta la escala de las entradas: divide cada fila de la primera `W` por la desviación "
            "de su entrada.": (kernel * spread, kernel),
            "Multiplicaste `W1` por `x_std`: es al revés, z = (x − x̄)/s divide.": (
                kernel * tall * spread,
                kernel * tall,
            ),
            "Dividiste por columnas: cada **fila** de `W1` es de una entrada; usa "
            "`x_std[:, None]`.": (kernel / scale * spread,) if square else (),
            "Dividiste por la varianza: es por la desviación.": kernel / tall**2 * spread,
            "`W1` no se centra: la media se descuenta en el sesgo.": (
                (kernel - center[:, None]) / tall * spread
            ),
        }
        directly = (center, center / scale) if square else ()
        biases |= {
            "Falta descontar el centro: la media de las entradas se va al primer sesgo.": (
                moved(0 * pull),
                bias,
            ),
            "El signo: al primer sesgo se le resta lo que aporta la media de las entradas.": (
                moved(-pull)
            ),
            "Descontaste la media sin dividirla por `x_std`: usa el `W1` ya convertido.": (
                moved(center @ kernel)
            ),
            "Dividiste dos veces por `x_std` al descontar la media.": (
                moved(center / scale**2 @ kernel)
            ),
            "Restaste la media sin pasarla por `W1`: es (x̄/s)·W1, uno por neurona.": (
                moved((center / scale).sum()),
                moved(center.sum()),
                *map(moved, directly),
            ),
            "Lo que aporta la media quedó traspuesto: es (x̄/s)·W1, no W1·(x̄/s).": (
                (moved(kernel @ (center / scale)),) if square else ()
            ),
        }
    if x_scaling and y_scaling:
        alone = "Con una sola capa, lo que descuentas por la media también va por `y_std`."
        biases[alone] = bias * spread + middle - pull
    if y_scaling:
        by_rows = spread[:, None] if rows == units else spread
        kernels |= {
            "Cada **columna** de la última `W` es de una salida: multiplica por `y_std`, sin "
            "`[:, None]`.": (kernel / tall * by_rows,) if rows == units else (),
            "Cada salida tiene su `y_std`: no uses el de una para todas.": (
                *(kernel / tall * one for one in spread),
                kernel / tall * spread.mean(),
            ),
            "Falta la escala de la salida: la última `W` se multiplica por `y_std`.": (
                kernel / tall
            ),
            "Dividiste la última `W` por `y_std`: para volver a unidades se multiplica.": (
                kernel / tall / spread
            ),
            "La última `W` no lleva la media de la respuesta: esa va en el sesgo.": (
                kernel / tall * spread + middle
            ),
        }
        biases |= {
            "Cada salida tiene su `y_mean` y su `y_std`: no uses los de una para todas.": tuple(
                (bias - pull) * one + first
                for one, first in (
                    *zip(spread, middle, strict=True),
                    *((spread, first) for first in middle),
                    *((one, middle) for one in spread),
                )
            ),
            "Al último sesgo le falta la escala de la respuesta, y después sumar su media.": (
                bias - pull
            ),
            "Al último sesgo le falta sumar la media de la respuesta, `y_mean`.": (
                (bias - pull) * spread
            ),
            "Al último sesgo le falta multiplicarse por `y_std`: solo le sumaste `y_mean`.": (
                bias - pull + middle,
                bias + middle,
            ),
            "El orden: primero se multiplica por `y_std` y después se suma `y_mean`.": (
                (bias - pull + middle) * spread
            ),
            "Estandarizaste el último sesgo: al volver se multiplica por `y_std` y se suma "
            "`y_mean`.": (bias - pull - middle) / spread,
            "El último sesgo lleva `y_mean` con signo más.": (bias - pull) * spread - middle,
        }
    pairs = ((kernel / tall * spread, kernels), (moved(pull), biases))
    for answer, name, (expected, mistakes) in zip(received, names, pairs, strict=True):
        assert_close(
            answer,
            expected,
            name=f"`{name}`",
            mistakes=mistakes,
            hint="Solo cambian la primera capa y la última: las de en medio quedan igual.",
        )


SCALES = ("raw", "minmax", "standard")
LIMIT = 500


@question(
    "7.5",
    points=3,
    section="¿Cuántos pasos?",
    hint="Por cada escala: agrega los unos, λ_máx de (2/N)·AᵀA, una misma fracción de 2/λ_máx, y "
    "cuenta pasos de verdad; elige la escala con menos.",
)
def choose_scale(student: Any, rng: Rng) -> None:
    """Elegir la escala contando pasos."""
    for name, (x, y) in {
        "de unidades distintas": _units_table(rng),
        "de sensores": _sensor_table(rng),
    }.items():
        with np.errstate(under="ignore"):  # al cerrar la brecha hay números que se apagan
            answer = student.race(x, y, LIMIT)
        rate, steps, choice = fields(answer, "rate", "steps", "choice")
        tables = [np.c_[z, np.ones(len(z))] for z in _three_scales(x)]
        rates = _assert_rates(rate, x, tables)
        counts = _assert_steps(steps, rates, tables, y, x)
        _assert_choice(choice, rates, counts, name)


def _three_scales(x: Array) -> list[Array]:
    return [x, (x - x.min(axis=0)) / np.ptp(x, axis=0), _standard(x, x)]


def _units_table(rng: Rng) -> Data:
    """Edad, ingreso en miles y distancia: gana estandarizar."""
    n = 300
    age = rng.integers(18, 101, n)
    income = np.round(650 * np.exp(0.5 * rng.standard_normal(n)))
    x = np.c_[age, income, rng.uniform(0.5, 4, n)]
    return x, x @ [1.2, 0.02, -6] - 60 + 10 * rng.standard_normal(n)


def _sensor_table(rng: Rng) -> Data:
    """Doce sensores en la misma unidad; nueve solo traen un zumbido común: gana no escalar."""
    n = 300
    loud, hum = 4 * rng.standard_normal((n, 3)), rng.standard_normal((n, 1))
    quiet = 0.1 * (hum + 0.3 * rng.standard_normal((n, 9)))
    w = rng.choice([-1, 1], 3) * rng.uniform(1.5, 2.5, 3)
    return np.c_[loud, quiet], loud @ w + 2 * rng.standard_normal(n)


def _curvatures(a: Array) -> Array:
    return np.asarray(np.linalg.eigvalsh(2 * a.T @ a / len(a)))


def _assert_rates(received: Any, x: Array, tables: list[Array]) -> Array:
    rates = numbers(received, "`rate`")
    assert_property(
        rates.shape == (3,) and bool(np.isfinite(rates).all()) and bool((rates > 0).all()),
        f"`rate`: esperaba tres números positivos y recibí forma {rates.shape}",
        "Va una tasa por escala, en el orden cruda, min-max y estándar.",
    )
    spectra = [_curvatures(table) for table in tables]
    top, bottom, total = np.array([[v[-1], v[0], v.sum()] for v in spectra]).T
    share = rates * top / 2
    if _mismatch(rates, top) > 0.02:
        assert_property(
            np.ptp(rates) > 0 or rates[0] < 0.2,
            f"`rate`: recibí {rates.tolist()}",
            "Anotaste la fracción: en `rate` va la tasa, la fracción por 2/λ_máx.",
        )
        guesses = _known_curvatures(x) | {
            "Usaste una misma tasa en las tres escalas: cada valle tiene su tasa límite, y lo que "
            "se repite es la fracción.": 1 + 0 * top,
            "Usaste el menor valor propio: la tasa límite la pone el mayor, λ_máx.": bottom,
            "Sumaste las curvaturas: la tasa límite la pone solo la mayor.": total,
            "Usaste el valor singular: la curvatura va con su cuadrado.": np.sqrt(top),
            "Usaste 2/(λ_mín + λ_máx), que roza la tasa límite: toma una fracción de 2/λ_máx.": (
                bottom + top
            ),
            "Multiplicaste por λ_máx: la tasa límite es 2 dividido por λ_máx.": 1 / top,
            "Las tasas van en este orden: cruda, min-max y estándar.": top[::-1],
            "El orden es cruda, min-max y estándar: cambiaste las dos últimas.": top[[0, 2, 1]],
        }
        closest = min(guesses, key=lambda hint: _mismatch(rates, guesses[hint]))
        assert_property(
            _mismatch(rates, guesses[closest]) > 0.001,
            "las tasas no calzan con sus valles",
            closest,
        )
    assert_property(
        bool((share < 0.91).all()),
        f"hay una tasa de {share.max():.3g} veces la tasa límite",
        "Sobre 0,9 de la tasa límite el descenso rebota o explota: toma entre 0,25 y 0,9 de "
        "2/λ_máx, y revisa el 2 y el 1/N de H = (2/N)·AᵀA.",
    )
    assert_property(
        bool((share > 0.24).all()),
        f"hay una tasa de solo {share.min():.2g} veces la tasa límite",
        "Esa tasa es demasiado chica: ¿la curvatura divide AᵀA por N? Toma entre 0,25 y 0,9 de "
        "2/λ_máx.",
    )
    odd = SCALES[int(np.argmax(abs(share - np.median(share))))]
    assert_property(
        _mismatch(rates, top) <= 0.02,
        f"tus tasas son {np.round(share, 3).tolist()} veces su tasa límite",
        f"La de «{odd}» no calza con las otras: revisa cómo la escalaste, y que las tres usen la "
        "misma fracción de 2/λ_máx.",
    )
    return rates


def _mismatch(rates: Array, curvature: Array) -> float:
    """Cuánto les falta a las tres tasas para ser inversas a estas curvaturas."""
    product = rates * curvature
    return float(np.ptp(product) / np.max(product))


def _known_curvatures(x: Array) -> dict[str, Array]:
    """Las curvaturas que saldrían con la tabla mal escalada, o sin la columna de unos."""
    raw, minmax, standard = _three_scales(x)
    low, high, mean, width = x.min(axis=0), abs(x).max(axis=0), x.mean(axis=0), np.ptp(x, axis=0)
    tables = {
        "Tu min-max no calza: va de 0 a 1, no de −1 a 1.": (raw, 2 * minmax - 1, standard),
        "Tu min-max no calza: resta el mínimo, no la media.": (raw, (x - mean) / width, standard),
        "Tu min-max no calza: falta restar el mínimo y dividir por el ancho, máx − mín.": ((
            raw,
            x / high,
            standard,
        )),
        "Tu min-max no calza: falta restar el mínimo.": (raw, x / width, standard),
        "Tu min-max no calza: divide por el ancho, máx − mín, y no por el máximo.": ((
            raw,
            (x - low) / high,
            standard,
        )),
        "Falta restar la media al estandarizar.": (raw, minmax, x / x.std(axis=0)),
        "Se escala por columna (`axis=0`): mediste con la tabla entera.": ((
            raw,
            (x - np.min(low)) / np.ptp(x),
            (x - mean.mean()) / x.std(),
        )),
    }

    def steepest(z: Array, ones: bool = True) -> float:
        return float(_curvatures(np.c_[z, np.ones(len(z))] if ones else z)[-1])

    without = [steepest(z, ones=False) for z in (raw, minmax, standard)]
    return {hint: np.array([steepest(z) for z in scaled]) for hint, scaled in tables.items()} | {
        "Olvidaste la columna de unos: el sesgo también tiene curvatura.": np.array(without),
        "Escalaste también la columna de unos, y quedó en 0: agrégala después de escalar.": (
            np.array([steepest(raw), *without[1:]])
        ),
    }


def _assert_steps(received: Any, rates: Array, tables: list[Array], y: Array, x: Array) -> Array:
    steps = numbers(received, "`steps`")
    assert_property(
        steps.shape == (3,),
        f"`steps`: esperaba tres números de pasos y recibí forma {steps.shape}",
        "Va una cuenta por escala, en el orden cruda, min-max y estándar.",
    )
    assert_property(
        bool((steps <= LIMIT).all()),
        f"`steps`: recibí {steps.tolist()}",
        f"Si no llegó dentro de `limit` pasos, anota `limit`: aquí, {LIMIT}.",
    )
    descents = [_descent(a, y, rate) for a, rate in zip(tables, rates, strict=True)]
    if _same_steps(steps, [d[0] for d in descents]):
        return steps
    right = np.array([_first(d[0], 0.01) for d in descents])
    raise WrongAnswerError(
        f"`steps`: con tus tasas esperaba {right.tolist()} y recibí {steps.tolist()}",
        _steps_hint(steps, right, descents, rates, tables, y, x),
    )


def _steps_hint(
    steps: Array,
    right: Array,
    descents: list[list[Array]],
    rates: Array,
    tables: list[Array],
    y: Array,
    x: Array,
) -> str:
    """Qué error daría esta cuenta de pasos."""

    def again(tables: list[Array], y: Array, factor: float = 1) -> list[Array]:
        pairs = zip(tables, rates * factor, strict=True)
        return [_descent(a, y, rate)[0] for a, rate in pairs]

    reached = right < LIMIT
    gaps, losses = [d[0] for d in descents], [d[1] for d in descents]
    floors = [d[1][0] - d[4][0] for d in descents]
    if (steps == right + reached).all():
        return "Anotaste uno de más: mira la brecha antes de dar el paso, y anota los que ya diste."
    if (steps == right - reached).all():
        return "Anotaste uno de menos: si miras después del paso y no antes, ese también se cuenta."
    if (steps == right[::-1]).all():
        return "Los pasos van en este orden: cruda, min-max y estándar."
    starts = [
        (y.var() - floor) / (loss[0] - floor) for floor, loss in zip(floors, losses, strict=True)
    ]
    known: dict[str, tuple[list[Array], ...]] = {
        "`y` no se toca: ni se escala ni se centra.": (again(tables, y - y.mean()),),
        "L₀ es la pérdida con los pesos en 0, no la varianza de `y`.": (
            [gap / ratio for gap, ratio in zip(gaps, starts, strict=True)],
        ),
        "La pérdida mínima no es la del último paso, que quizás no llegó: sácala con "
        "`np.linalg.lstsq`.": ([(gap - gap[-1]) / (1 - gap[-1]) for gap in gaps],),
        "Paraste cuando un paso ya casi no baja: lo que cuenta es cuánto falta para la pérdida "
        "mínima.": tuple(
            [np.append(1, -np.diff(loss) / loss[k : len(loss) - 1 + k]) for loss in losses]
            for k in (0, 1)
        ),
        "Comparaste la raíz del error: L es el error cuadrático promedio, sin raíz.": (
            [
                (np.sqrt(loss) - np.sqrt(floor)) / (np.sqrt(loss[0]) - np.sqrt(floor))
                for loss, floor in zip(losses, floors, strict=True)
            ],
        ),
        "Anotas el límite donde se puede llegar: resta antes la pérdida mínima, que no es 0, y "
        "revisa que el gradiente divida por N.": ([d[1] / d[1][0] for d in descents],),
        "Esperaste llegar a 1 % sobre la pérdida mínima: se pide 1 % de lo que se puede bajar.": (
            [d[2] for d in descents],
        ),
        "Descendiste sin el sesgo: agrega la columna de unos.": (again(_three_scales(x), y),),
        "Das más pasos de los debidos: ¿comparas la distancia de los pesos o la raíz de la "
        "brecha, o a tu gradiente le falta el 2 de (2/N)·Aᵀ(Aw − y)?": (
            [d[3] for d in descents],
            [np.sqrt(gap) for gap in gaps],
            again(tables, y, 0.5),
        ),
        "Paraste en 10 %: se pide 1 % de lo que se puede bajar.": ([gap / 10 for gap in gaps],),
    }
    for hint, many in known.items():
        if any(_same_steps(steps, curves) for curves in many):
            return hint
    if (steps[right < 10] == LIMIT).any():
        return (
            "Anotas el límite en una escala que llega en pocos pasos: usa todos los datos en cada "
            "paso, y la tasa que anotaste."
        )
    return (
        "Parte de pesos en 0, da los pasos con la tasa que anotaste y para en el primero que deja "
        "(L − L*)/(L₀ − L*) en 0,01 o menos."
    )


def _same_steps(steps: Array, curves: list[Array]) -> bool:
    """El número exacto, salvo donde la curva roza 0,01 y decide el redondeo."""
    return all(
        _first(curve, 0.01 * 1.001) <= count <= _first(curve, 0.01 * 0.999)
        for count, curve in zip(steps, curves, strict=True)
    )


def _descent(a: Array, y: Array, rate: float) -> list[Array]:
    """Cinco maneras de mirar la bajada, paso a paso y sin dar los pasos.

    La brecha relativa, la pérdida, lo que sobra sobre la mínima, la distancia y la brecha.
    """
    curvature, directions = np.linalg.eigh(2 * a.T @ a / len(a))
    best = np.linalg.lstsq(a, y, rcond=None)[0]
    power = np.arange(LIMIT + 1)[:, None]
    with np.errstate(under="ignore"):
        e = (directions.T @ best) * (1 - rate * curvature) ** power
        gap, floor = e**2 @ curvature / 2, np.mean((a @ best - y) ** 2)
        distance = np.linalg.norm(e, axis=1)
        return [gap / gap[0], gap + floor, gap / floor, distance / distance[0], gap]


def _first(curve: Array, goal: float) -> int:
    below = np.flatnonzero(curve <= goal)
    return int(below[0]) if below.size else len(curve) - 1


def _assert_choice(choice: Any, rates: Array, steps: Array, table: str) -> None:
    name = text(choice).strip().lower()
    assert_property(
        name in SCALES,
        f"`choice`: esperaba uno de {', '.join(SCALES)} y recibí {choice!r}",
        "`choice` es el nombre de la escala, como texto.",
    )
    picked = SCALES.index(name)
    if steps[picked] == np.min(steps):
        return
    hint = "Esa escala necesita más pasos que otra: elige la de menos pasos."
    if picked == np.argmax(rates):
        hint = "Elegiste la tasa más grande, que no siempre llega antes: mira los pasos."
    elif picked == np.argmax(steps):
        hint = "Elegiste la de más pasos: se busca la de menos."
    elif name == "standard":
        hint = (
            "Estandarizar no gana siempre: aquí las columnas ya compartían unidad. Deja que "
            "decidan los pasos."
        )
    raise WrongAnswerError(
        f"en la tabla {table} elegiste «{name}», y tus pasos son {steps.tolist()}", hint
    )


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
