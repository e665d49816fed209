"""Elegir un valor de una grilla sin engañarse: quién empata y qué falta probar más allá.

Elegir el valor del extremo no es elegir: el mejor puede estar afuera. Un extremo se cierra solo si
el valor siguiente falla más, o diverge.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib import checks
from course_lib.config import Array

STOPS = {"last": "última época", "best": "a tiempo"}
MIN_RATIO, MAX_RATIO = 1.1, math.sqrt(10)
SLACK = 1.01  # lo que se estira una razón cuando sus dos valores están redondeados
NEAR_CHANCE = 0.95  # con 500 imágenes, contestar siempre el dígito más común falla 86 a 90 %


@dataclass(frozen=True)
class Choice:
    """El valor de menor error medio en un brazo, y cuánto se puede confiar en él.

    Argumentos:
        arm: los parámetros fijos, como {"rate": 0.5}.
        at: "last" si se entrenó hasta la última época; "best" si se detuvo a tiempo.
        value: el valor elegido.
        mean, error: media entre semillas del puntaje con que se eligió, y error estándar de ella.
        ties: los demás valores cuya media está a menos de un error estándar de la mejor.
        learns: False si aquí nada aprendió: todos los valores divergen o aciertan por azar.
        missing: lo que falta probar más allá del extremo elegido; vacío si la elección es cerrada.
        doubtful: lo que falta más allá de un extremo que empata con el elegido.
    """

    arm: dict[str, Any]
    at: str
    value: Any
    mean: float
    error: float
    ties: list[Any]
    learns: bool
    missing: list[float]
    doubtful: list[float]

    @property
    def closed(self) -> bool:
        """Si los dos lados del valor elegido se probaron: fallan más, o divergen."""
        return not self.missing

    def __str__(self) -> str:
        where = ", ".join(f"{name}={value!r}" for name, value in self.arm.items())
        did = f"elige {self.value!r}" if self.learns else "no aprende con ningún valor probado"
        return f"{where or 'el único brazo'} ({STOPS[self.at]}) {did}"


def choose(
    arm: Mapping[str, Any],
    at: str,
    values: Sequence[Any],
    score: Array,
    chance: float | None,
    beyond: Sequence[float],
) -> Choice:
    """Elige el valor de menor puntaje medio; empata lo que está a un error estándar de él.

    El error estándar es el de la media del mejor, y no el de la diferencia pareada por semilla:
    con este último empataría un valor que solo explotó en una de cinco semillas, porque en ese
    caso la media de las diferencias es igual a su error.

    Argumentos:
        beyond: lo que le falta probar a un brazo que no aprende con ninguno de estos valores.

    Formas: score (valores, semillas).
    Referencia: Breiman y otros (1984), *Classification and Regression Trees*, sección 3.4.3.
    """
    mean = score.mean(axis=1)
    best = int(np.argmin(mean))
    learns = not diverges(score, chance)[best]
    error = standard_error(score[best]) if learns else math.nan
    ties = [
        value
        for i, value in enumerate(values)
        if learns and i != best and mean[i] <= mean[best] + error
    ]
    missing = outside(values, values[best]) if learns else list(beyond)
    doubtful = [value for tie in ties for value in outside(values, tie)]
    return Choice(
        dict(arm), at, values[best], float(mean[best]), error, ties, learns, missing, doubtful
    )


def diverges(score: Array, chance: float | None) -> NDArray[np.bool_]:
    """Si alguna semilla da NaN o infinito, o si ninguna aprende más que contestando al azar.

    Formas: score (…, semillas) → (…).
    """
    limit = np.inf if chance is None else NEAR_CHANCE * chance
    broken = ~np.isfinite(score).all(axis=-1)
    return np.asarray(broken | (score >= limit).all(axis=-1))


def standard_error(runs: Array) -> float:
    """El error estándar de la media: s / √n; 0 con una sola medición."""
    return float(runs.std(ddof=1) / math.sqrt(len(runs))) if len(runs) > 1 else 0.0


def refuse_open(choices: Sequence[Choice], over: str) -> None:
    """Rechaza elegir en un extremo abierto, y dice qué valor falta probar."""
    open_ends = [choice for choice in choices if not choice.closed]
    if open_ends:
        lines = [f"  {c}; falta {', '.join(map(repr, c.missing))}" for c in open_ends]
        raise ValueError(
            f"El mejor valor de `{over}` es un extremo de la grilla, y el verdadero puede estar "
            "afuera:\n" + "\n".join(lines) + "\nAgrega esos valores, o usa `search`, que lo hace "
            "solo (con un `most` mayor, si no le alcanzó). Las lecciones de la primera edición "
            "usan `open_ends=True`."
        )


def check_start(over: str, start: Sequence[Any]) -> list[float]:
    """Exige una grilla geométrica: positiva, creciente y de razón a lo más √10."""
    values = [checks.positive("start", value) for value in start]
    ratios = [b / a for a, b in pairwise(values)]
    if not ratios or min(ratios) < MIN_RATIO or max(ratios) > MAX_RATIO * SLACK:
        raise ValueError(
            f"`start` son al menos dos valores de `{over}`, de menor a mayor, cada uno de 1,1 a "
            f"√10 ≈ 3,16 veces el anterior, como [0.01, 0.0316, 0.1]. Recibido: {values}."
        )
    return values


def outside(values: Sequence[Any], chosen: Any) -> list[float]:
    """Los vecinos que le faltan a `chosen` si es un extremo; ninguno si no es una escala.

    El cero es un extremo cerrado: nada hay más allá en una grilla geométrica.
    """
    if not is_scale(values) or chosen <= 0:
        return []
    ordered = sorted(values)
    low = [short(chosen / _step(ordered[:2]))] if chosen == ordered[0] else []
    high = [short(chosen * _step(ordered[-2:]))] if chosen == ordered[-1] else []
    return low + high


def between(values: Sequence[float], chosen: float) -> list[float]:
    """Los puntos medios, en escala geométrica, entre `chosen` y cada vecino."""
    return [short(math.sqrt(chosen * other)) for other in neighbors(values, chosen)]


def neighbors(values: Sequence[Any], chosen: Any) -> Iterator[Any]:
    """El valor anterior y el siguiente, si existen."""
    for a, b in pairwise(sorted(values)):
        if chosen in (a, b):
            yield b if chosen == a else a


def is_scale(values: Sequence[Any]) -> bool:
    """Si son números que se ordenan de menor a mayor, y no nombres ni sí o no."""
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def short(value: float) -> float:
    """El número más corto a menos de 0,5 %: 0.09986 → 0.1; 0.03162 → 0.0316."""
    options = (float(f"{value:.{digits}g}") for digits in (1, 2, 3))
    return next(option for option in options if math.isclose(option, value, rel_tol=0.005))


def _step(pair: Sequence[float]) -> float:
    """La razón con que la grilla crece: la de ese extremo, y nunca más que √10."""
    ratio = pair[-1] / pair[0] if pair[0] > 0 else math.inf
    return min(ratio, MAX_RATIO) if ratio > 1 else MAX_RATIO
