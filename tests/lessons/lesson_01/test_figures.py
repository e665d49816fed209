"""Los dibujos de la lección 01 cuentan lo que de verdad se ve."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_01 import figures as lesson_01


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def toward_zero(l2):
    return np.array([2.0, 2.0]) / (1 + l2)


def test_los_mapas_devuelven_los_errores_que_titulan(shown):
    x = np.array([[0.0, 0.0], [1.0, 1.0]])
    rules = {l2: lambda points: (points[:, 0] > 0.5).astype(int) for l2 in (0, 0.1, 0.2, 0.3)}
    errors = lesson_01.decision_maps(rules, (x, np.array([0, 1])), (x, np.array([1, 1])))
    np.testing.assert_array_equal(errors, [[0, 50]] * 4)
    assert shown[0][0].axes[1].get_title(loc="left") == "λ = 0,1: estudiado 0 %, nuevo 50 %"


def test_la_tabla_elige_la_tasa_por_validacion_y_no_por_prueba(capsys):
    validation, test = np.array([[[30.0], [10.0]]]), np.array([[[5.0], [20.0]]])
    metrics = {"train": validation, "validation": validation, "test": test}
    lesson_01.best_rates(Results({"l2": [0], "learning_rate": [0.1, 0.2]}, [0], metrics, 1.0))
    assert capsys.readouterr().out.splitlines()[1].split()[1::2] == ["0,2", "%", "%", "%"]


def test_el_explorador_dice_donde_quedo_el_minimo():
    fig, draw = Figure(), lesson_01.toll_booth(np.array([2.0, 2.0]), toward_zero)
    assert "w₁ = 1 y w₂ = 1" in draw(fig, l2=1)
    assert "w₁ = 0,5" in draw(fig, l2=3)
    assert len(fig.axes) == 1
