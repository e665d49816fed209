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
    """En qué falla una tabla: pocas semillas, sin curvas, extremos abiertos o vecinos lejanos.

    Vacía si cumple. Las curvas se piden si la tabla entrena (si mide `by`); los extremos y vecinos
    se miran si además `over` está en la grilla.
    """
    problems = []
    if len(results.seeds) < MIN_SEEDS:
        problems.append(f"Tiene {len(results.seeds)} semillas, y hacen falta {MIN_SEEDS}.")
    if by not in results.metrics:
        return problems
    for metric in sorted({by, "test"} & results.metrics.keys()):
        if f"{metric} curve" not in results.metrics:
            problems.append(f"No guarda «{metric} curve»: no se sabe qué da detenerse a tiempo.")
    if over in results.grid:
        for at in results.stops(by):
            for choice in results.choices(by=by, over=over, at=at):
                problems += _choice_problems(choice, results.grid[over])
    return problems


def _choice_problems(choice: Choice, values: Sequence[Any]) -> list[str]:
    problems = []
    if not choice.closed:
        problems.append(f"{choice}, un extremo abierto: falta {_listed(choice.missing)}.")
    if choice.doubtful:
        problems.append(f"{choice}, que empata con un extremo: falta {_listed(choice.doubtful)}.")
    if choice.learns and is_scale(values) and choice.value > 0:
        near = [value for value in neighbors(values, choice.value) if value > 0]
        ratio = max((max(v / choice.value, choice.value / v) for v in near), default=1)
        if ratio > MAX_RATIO * SLACK:
            problems.append(f"{choice}, con un vecino a ×{decimal(ratio)}: lo más es ×√10.")
    return problems


def _listed(values: Sequence[float]) -> str:
    return " y ".join(map(decimal, values))
