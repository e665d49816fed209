"""Los dibujos de la lección 03 cuentan lo que de verdad se ve."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_03 import figures as lesson_03


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


@pytest.fixture
def table():
    """Dos tasas de dropout, dos de aprendizaje, una semilla; la validación prefiere la segunda."""
    scores = np.array([[[30.0], [10.0]], [[8.0], [20.0]]])
    curves = np.stack([scores + 1, scores], axis=-1)
    names = ("train", "validation", "test")
    metrics = dict.fromkeys(names, scores) | {f"{name} curve": curves for name in names}
    metrics |= {"test": np.array([[[5.0], [6.0]], [[7.0], [1.0]]]), "train on": 2 * scores}
    return Results({"rate": ["0", "0.5"], "learning_rate": [0.1, 0.2]}, [0], metrics, 1.0)


def mask(rate, layer, number):
    assert layer.startswith("capa")
    assert number >= 1
    return np.random.default_rng(number).random((12, 32)) >= rate


def test_el_primer_grafico_devuelve_encendido_apagado_y_prueba(shown, table):
    np.testing.assert_array_equal(lesson_03.rate_chart(table), [[20, 16], [10, 8], [6, 7]])
    np.testing.assert_array_equal(shown[0][0].axes[0].get_xticks(), [0, 50])


def test_el_segundo_grafico_devuelve_el_comienzo_el_minimo_y_el_final(shown):
    scores = np.array([[[[10.0]], [[4.0]]]] * 2)
    curves = np.array([12.0, -1.0, 0.0]) + scores[..., None]
    grid = {"units": ["8-8", "9"], "rate": ["0", "0.5"], "learning_rate": [0.1]}
    metrics = {"validation": scores, "test curve": curves}
    summary = lesson_03.architectures(Results(grid, [0], metrics, 1.0))
    np.testing.assert_array_equal(summary[:, :, 0], [[22, 16], [9, 3], [10, 4]])
    assert [ax.get_title(loc="left") for ax in shown[0][0].axes] == ["8, 8", "9"]


def test_cuantas_quedan_prendidas_se_compara_con_la_binomial(shown):
    lesson_03.active_units(np.array([0, 1, 1, 2]), units=2, rate=0.5)
    bars, points = shown[0][0].axes[0].patches, shown[0][0].axes[0].lines[0]
    np.testing.assert_allclose([bar.get_height() for bar in bars], [25, 50, 25])
    np.testing.assert_allclose(points.get_ydata(), [25, 50, 25])


def test_la_brecha_es_prueba_menos_entrenamiento_al_final(shown, table):
    assert lesson_03.three_rates(table, ["0", "0.5"]) == [0, 0]
    assert len(shown[0][0].axes) == 2


def test_el_explorador_de_mascaras_cuenta_las_prendidas():
    fig, draw = Figure(), lesson_03.mask_strip(mask)
    on = 100 * np.mean(mask(0.5, "capa 1", 3))
    assert f"{on:.0f} % de las casillas" in draw(fig, rate=0.5, layer="capa 1", number=3)
    assert "por 1,25" in draw(fig, rate=0.2, layer="capa 2, por lote", number=1)
    assert len(fig.axes) == 1


def test_el_explorador_de_tasas_dice_los_errores_finales(table):
    fig, draw = Figure(), lesson_03.rate_curves(table)
    assert "entrenamiento 10 %, validación 10 %" in draw(fig, rate="0")
    assert "tasa 0,5" in draw(fig, rate="0.5")
    np.testing.assert_array_equal(fig.axes[0].lines[0].get_ydata(), [9, 8])
