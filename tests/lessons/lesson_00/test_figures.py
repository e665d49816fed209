"""Los dibujos de la lección 00 cuentan lo que de verdad se ve."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_00 import figures as lesson_00


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


@pytest.mark.parametrize(
    ("eta", "outcome"),
    [
        (0.05, "avanza por un solo lado"),
        (0.125, "llega al fondo de un solo paso"),
        (0.2, "cruza el valle en cada paso, y baja"),
        (0.25, "rebota para siempre"),
        (0.26, "explota"),
    ],
)
def test_el_explorador_cuenta_lo_que_hace_cada_tasa(eta, outcome):
    fig = Figure()
    assert outcome in lesson_00.explore(fig, eta=eta)
    lesson_00.explore(fig, eta=eta)
    assert len(fig.axes) == 1


def test_el_descenso_multiplica_la_distancia_al_fondo_por_el_mismo_factor():
    distance = lesson_00.descent(0.2) - 1.5
    np.testing.assert_allclose(distance[1:] / distance[:-1], 1 - 8 * 0.2)


def test_el_dibujo_de_un_paso_describe_los_numeros_de_la_leccion(shown):
    lesson_00.one_step()
    assert "w = 0,5, donde vale 4 y la pendiente es −8" in shown[0][1]
    assert "w = 1,3, donde la pérdida es 0,16" in shown[0][1]


@pytest.fixture
def runs():
    """Dos mundos, dos tasas, tres semillas y cuatro épocas; la segunda tasa valida mejor."""
    validation = np.full((2, 2, 3, 4), 20.0)
    validation[:, 1] = 10.0
    metrics = {"validation": validation, "train": validation / 2, "weights": np.ones((2, 2, 3, 5))}
    return Results({"noise": [0.0, 0.2], "learning_rate": [0.02, 0.04]}, [0, 1, 2], metrics, 1.0)


def test_la_tasa_se_elige_con_la_validacion(runs):
    np.testing.assert_array_equal(lesson_00.at_best_rate(runs, "train", 0.2), np.full((3, 4), 5.0))


def test_cada_dibujo_se_muestra_una_vez_y_se_describe(shown, runs):
    lesson_00.learning_curves(runs)
    lesson_00.exam_luck(*np.ones((3, 3, 30)))
    lesson_00.three_rates()
    lesson_00.suspects([1e-5] * 6, [1e-14] * 6, [1e-14] * 6)
    lesson_00.butterfly([1e-5] * 6, [1e-14] * 6)
    assert len({alt for _, alt in shown}) == len(shown) == 5
