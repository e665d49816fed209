"""El protocolo del laboratorio: en qué falla una tabla para sostener una conclusión."""

from collections.abc import Sequence
from typing import Any

from course_lib.lab.choice import MAX_RATIO, SLACK, Choice, is_scale, neighbors
from course_lib.lab.results import Results
from course_lib.lab.text import decimal

MIN_SEEDS = 5


def protocol_problems(
    results: Results, over: str = "learning_rate", by: str = "validation"
) -> list[str]:
    """En qué falla una tabla: pocas semillas, sin curva, extremos abiertos o vecinos lejanos.

    Vacía si cumple. Los extremos y vecinos se miran si `over` está en la grilla.
    """
    problems = []
    if len(results.seeds) < MIN_SEEDS:
        problems.append(f"Tiene {len(results.seeds)} semillas, y hacen falta {MIN_SEEDS}.")
    if "best" not in results.stops(by):
        problems.append(f"No guarda «{by} curve»: no se sabe qué pasa al detenerse a tiempo.")
    if over in results.grid:
        for at in results.stops(by):
            for choice in results.choices(by=by, over=over, at=at):
                problems += _choice_problems(choice, results.grid[over])
    return problems


def _choice_problems(choice: Choice, values: Sequence[Any]) -> list[str]:
    problems = []
    if not choice.closed:
        lacking = " y ".join(map(decimal, choice.missing))
        problems.append(f"{choice}, un extremo abierto: falta {lacking}.")
    if is_scale(values) and choice.value > 0:
        near = [value for value in neighbors(values, choice.value) if value > 0]
        ratio = max((max(v / choice.value, choice.value / v) for v in near), default=1)
        if ratio > MAX_RATIO * SLACK:
            problems.append(f"{choice}, con un vecino a ×{decimal(ratio)}: lo más es ×√10.")
    return problems
