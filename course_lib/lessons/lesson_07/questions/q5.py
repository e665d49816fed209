"""Pregunta 7.5: elegir la escala contando pasos."""

from typing import Any

import numpy as np

from course_lib.config import Array
from course_lib.grading.calling import text
from course_lib.grading.compare import (
    assert_property,
    fields,
    numbers,
)
from course_lib.grading.question import WrongAnswerError, question
from course_lib.lessons.lesson_07.questions.shared import Data, Rng, _standard

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
