"""Comparar dos brazos semilla a semilla, con la t de Student: gana, pierde o no se distinguen.

Lo que una semilla, con sus datos y su azar, aporta a los dos brazos se cancela en la diferencia.
"""

import math
from dataclasses import dataclass

import numpy as np

from course_lib.config import Array
from course_lib.lab.choice import standard_error
from course_lib.lab.text import decimal, named

WINS, TIES, LOSES = "gana", "no se distinguen", "pierde"


@dataclass(frozen=True, repr=False)
class Comparison:
    """Lo que `a` le saca a `b`; se muestra como una frase.

    Argumentos:
        metric, a, b: qué se midió y los nombres de lo que se compara.
        difference: Δ, la media de a − b sobre las semillas.
        error: el error estándar de Δ.
        seeds: cuántas semillas.
        level: probabilidad de declarar una diferencia que no existe.
        verdict: "gana", "no se distinguen" o "pierde", dicho de `a`.
    """

    metric: str
    a: str
    b: str
    difference: float
    error: float
    seeds: int
    level: float
    verdict: str

    @property
    def needed(self) -> float:
        """A cuántos errores estándar de cero debe estar Δ para distinguirse."""
        return student(self.level, self.seeds - 1)

    def __repr__(self) -> str:
        heading = {
            WINS: f"«{self.a}» gana a «{self.b}»",
            TIES: f"«{self.a}» y «{self.b}» no se distinguen",
            LOSES: f"«{self.a}» pierde con «{self.b}»",
        }[self.verdict]
        return (
            f"{named(self.metric)}: {heading}. Δ = {decimal(self.difference)}, con error estándar "
            f"{decimal(self.error, digits=2)} ({self.seeds} semillas; al "
            f"{decimal(100 * self.level)} % hacen falta {decimal(self.needed, digits=2)} errores)."
        )


def compare_runs(
    x: Array,
    y: Array,
    *,
    metric: str,
    a: str,
    b: str,
    level: float = 0.01,
    higher_is_better: bool = False,
) -> Comparison:
    """Compara dos listas de mediciones, una por semilla y en el mismo orden.

    Si la diferencia es la misma en todas las semillas, su desviación da 0 y la t no sirve: la red
    acierta un número entero de veces, y esas coincidencias ocurren. Se toma entonces como
    desviación el menor paso con que las mediciones de un brazo difieren entre sí (una imagen de
    quinientas: 0,2 puntos); si ningún brazo varía, no hay azar, y cualquier diferencia se
    distingue. Una diferencia del tamaño del redondeo cuenta como 0.

    Formas: x, y (semillas,).
    """
    if not 0 < level < 1:
        raise ValueError(f"`level` es una probabilidad entre 0 y 1, como 0.01. Recibido: {level}.")
    if len(x) < 2:
        raise ValueError(
            "Con una semilla no hay error estándar: se compara con dos al menos, y una conclusión "
            "del curso pide cinco."
        )
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise ValueError(
            f"{metric!r} tiene NaN o infinitos en «{a}» o en «{b}»: no hay diferencia que medir. "
            "Esa red no aprendió con ninguno de los valores probados."
        )
    differences = np.where(np.isclose(x, y, rtol=1e-9, atol=0), 0.0, x - y)
    difference = float(differences.mean())
    error = standard_error(differences) or _smallest_step(x, y) / math.sqrt(len(x))
    distinct = abs(difference) > student(level, len(x) - 1) * error
    wins = (difference > 0) == higher_is_better
    verdict = (WINS if wins else LOSES) if distinct else TIES
    return Comparison(metric, a, b, difference, error, len(x), level, verdict)


def _smallest_step(*arms: Array) -> float:
    """El menor paso entre dos mediciones distintas de un mismo brazo; 0 si ninguno varía."""
    steps = np.concatenate([np.diff(np.unique(arm)) for arm in arms])
    return float(steps.min()) if len(steps) else 0.0


def student(level: float, df: int) -> float:
    """Cuántos errores estándar pasa, por azar y a cualquier lado, solo una fracción `level`.

    Es el cuantil de la t de Student con `df` grados de libertad. Busca por mitades el ángulo
    θ = atan(t/√df), en el que la probabilidad crece.
    """
    low, high = 0.0, math.pi / 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if _within(middle, df) < 1 - level else (low, middle)
    return math.sqrt(df) * math.tan(low)


def _within(angle: float, df: int) -> float:
    """P(|T| ≤ √df·tan θ), exacta para `df` entero.

    Referencia: Abramowitz y Stegun (1964), 26.7.3 y 26.7.4.
    """
    odd, cosine = df % 2, math.cos(angle)
    term = cosine if odd else 1.0
    total = 0.0 if df == 1 else term
    for k in range(2 + odd, df, 2):
        term *= cosine**2 * (k - 1) / k
        total += term
    area = math.sin(angle) * total
    return (angle + area) * 2 / math.pi if odd else area
