"""El protocolo dice en qué falla una tabla, y nada más cuando cumple."""

import numpy as np
import pytest

from course_lib.lab.experiments import Results
from course_lib.lab.protocol import protocol_problems


def table(values, score, *, seeds=5, curve=True, chance=None):
    runs = np.repeat(np.array([score], float)[..., None], seeds, axis=-1)
    metrics = {"validation": runs}
    if curve:
        metrics["validation curve"] = np.stack([runs + 1, runs], axis=-1)
    return Results(
        {"arm": ["He"], "learning_rate": values}, list(range(seeds)), metrics, 1.0, chance
    )


@pytest.mark.parametrize(
    "results",
    [
        table([0.1, 0.2, 0.4], [3, 2, 3]),
        table([0.1, 0.316, 1], [3, 2, np.nan]),
        table([0, 0.2], [1, 2]),
        table(["a", "b"], [1, 2]),
    ],
)
def test_una_tabla_que_cumple_no_tiene_problemas(results):
    assert protocol_problems(results) == []


@pytest.mark.parametrize(
    ("results", "problems"),
    [
        (table([0.1, 0.2, 0.4], [3, 2, 3], seeds=3), ["Tiene 3 semillas, y hacen falta 5."]),
        (
            table([0.1, 0.2, 0.4], [3, 2, 3], curve=False),
            ["No guarda «validation curve»: no se sabe qué da detenerse a tiempo."],
        ),
        (
            table([0.1, 0.2], [3, 2]),
            [
                f"arm='He' ({stop}) elige 0.2, un extremo abierto: falta 0,4."
                for stop in ("última época", "a tiempo")
            ],
        ),
        (
            table([0.01, 0.1, 0.2], [3, 2, 3]),
            [
                f"arm='He' ({stop}) elige 0.1, con un vecino a ×10: lo más es ×√10."
                for stop in ("última época", "a tiempo")
            ],
        ),
    ],
)
def test_cada_falla_se_dice(results, problems):
    assert protocol_problems(results) == problems
