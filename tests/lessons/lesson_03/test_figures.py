"""Los dibujos de la lección 03 cuentan lo que de verdad se ve."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_03 import figures as lesson_03
from course_lib.lessons.lesson_03.tables import OFF

RATES, STEPS = [0.0, 0.5], [0.01, 0.03, 0.1]
# Validación por tasa de dropout y de aprendizaje: cada brazo elige la del medio
SCORES = np.array([[20.0, 12.0, 18.0], [15.0, 10.0, 11.0]])


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def table(grid=None, scores=SCORES):
    """Dos semillas; la prueba está un punto sobre la validación y el entrenamiento, en la mitad."""
    runs = np.stack([scores - 0.5, scores + 0.5], axis=-1)
    kinds = {"train": runs / 2, "validation": runs, "test": runs + 1}
    curves = {
        f"{name} curve": np.stack([values + 9, values - 3, values], axis=-1)
        for name, values in kinds.items()
    }
    missing = {"missing": np.stack([runs * (1 + part) for part in OFF], axis=-1)}
    grid = grid or {"rate": RATES, "learning_rate": STEPS}
    return Results(grid, [0, 1], kinds | curves | missing, 1.0)


def test_las_dos_redes_del_comienzo_se_dibujan_con_su_mejor_tasa_de_aprendizaje(shown):
    lesson_03.missing_neurons(table())
    ((fig, alt),) = shown
    for line, scale in zip(fig.axes[0].lines, (12, 10), strict=True):
        np.testing.assert_allclose(line.get_ydata(), scale * (1 + np.array(OFF[1:])))
    assert "La entrenada completa, sin la mitad, falla 18 %." in alt
    assert "12 %" not in alt  # con todas presentes: es lo que se pregunta después


def test_la_red_de_cada_ejemplo_pierde_las_neuronas_de_su_mascara_y_sus_conexiones(shown):
    first = np.array([[True, False], [True, True]])
    second = np.array([[True], [True]])
    lesson_03.thinned([first, second])
    (fig, _) = shown[0]
    # 4 entradas, 2 + 1 ocultas y 3 salidas: sin la B quedan 4·1 + 1·1 + 1·3 conexiones
    assert [len(ax.lines) for ax in fig.axes[:2]] == [8, 8 + 4 + 1]
    np.testing.assert_array_equal(fig.axes[2].images[0].get_array(), first.T)


def test_el_mapa_marca_lo_que_elige_la_validacion_y_corta_lo_que_diverge(shown):
    scores = SCORES.copy()
    scores[0, 2] = np.nan
    clean = {"rate": [0.5, 0.7], "noise": [0.0], "learning_rate": STEPS}
    lesson_03.map_of_rates(table(scores=scores), table(clean, SCORES[:, None] / 2))
    (fig, alt) = shown[0]
    curve, chosen = fig.axes[0].lines[:2]
    np.testing.assert_allclose(curve.get_ydata(), [21, 13, 100])
    assert (chosen.get_xdata()[0], chosen.get_ydata()[0]) == (0.03, 13)
    assert "20 % al azar, tasa de dropout 0: 13 %; 20 % al azar, tasa de dropout 0,5: 11 %" in alt
    assert "sin mentiras, tasa de dropout 0,5: 7 %" in alt
    assert fig.axes[0].lines[2].get_color() == fig.axes[1].lines[0].get_color()
    assert len(fig.axes[1].lines) == 2  # 0,7 no se dibuja


def test_las_curvas_de_un_entrenamiento_van_cada_200_pasos(shown):
    ends = [np.array([40, 30.0]), np.array([30, 20.0]), np.array([25, 12.0])]
    lesson_03.with_and_without_mask(*ends)
    (fig, _) = shown[0]
    for line, curve in zip(fig.axes[0].lines, ends, strict=True):
        np.testing.assert_array_equal(line.get_xdata(), [200, 400])
        np.testing.assert_array_equal(line.get_ydata(), curve)


def test_las_curvas_marcan_donde_convenia_detenerse(shown):
    lesson_03.curves(table(), [(0, 0.03), (0.5, 0.1)])
    (fig, alt) = shown[0]
    assert [ax.lines[3].get_xdata()[0] for ax in fig.axes] == [400, 400]
    assert "Con dropout 0,5 y 0,1, la prueba termina en 12 %; a tiempo, en el paso 400." in alt


def test_el_explorador_recorre_el_mapa_sin_volver_a_armar_la_figura():
    fig, draw = Figure(), lesson_03.explore_curves(table())
    assert "entrenamiento 6 %, validación 12 %, prueba 13 %" in draw(fig, 0.0, 0.03)
    lines = fig.axes[0].lines[:]
    assert "paso 400" in draw(fig, 0.5, 0.1)
    assert list(fig.axes[0].lines) == list(lines)
    np.testing.assert_allclose(lines[1].get_ydata(), [20, 8, 11])


def test_las_redes_chicas_se_comparan_con_su_mejor_tasa_de_aprendizaje(shown):
    grid = {"units": ["16", "32"], "rate": RATES, "noise": [0.0], "learning_rate": STEPS}
    scores = np.stack([SCORES, SCORES / 2])[:, :, None]
    lesson_03.small_network(table(grid, scores))
    (fig, alt) = shown[0]
    np.testing.assert_allclose(fig.axes[0].lines[0].get_ydata(), [13, 11])
    np.testing.assert_allclose(fig.axes[0].lines[3].get_ydata(), [3, 2.5])
    assert "32 neuronas: prueba 7, 6 %, entrenamiento 3, 2,5 %" in alt


def answers():
    """Cuatro sorteos de tres ejemplos y dos clases: el último se contesta mal, y con dudas."""
    sure, doubt = [0.9, 0.1], [0.4, 0.6]
    first = np.array([sure, sure, doubt])
    second = np.array([sure, sure, [0.6, 0.4]])
    return np.tile(np.stack([first, first, second, first]), (25, 1, 1)), np.array([0, 0, 0])


def test_preguntar_muchas_veces_dice_lo_de_una_lo_de_todas_y_lo_de_la_red_entera(shown):
    many, y = answers()
    lesson_03.many_networks(many, y, 10.5)
    (fig, _) = shown[0]
    average, whole = fig.axes[0].lines
    assert average.get_ydata()[-1] == pytest.approx(100 / 3)
    assert set(whole.get_ydata()) == {10.5}


def test_la_seguridad_se_dibuja_en_porcentaje_de_cada_grupo_y_se_cuenta_por_pares(shown):
    many, y = answers()
    share = lesson_03.confidence(many, np.array([[0.7, 0.3], [0.5, 0.5], [0.4, 0.6]]), y)
    assert share == {"votos de las sorteadas": 100, "una pasada": 50}
    (fig, _) = shown[0]
    labels = [text.get_text() for text in fig.axes[0].get_legend().get_texts()]
    assert labels == ["contesta bien (2)", "se equivoca (1)"]
    heights = fig.axes[0].patches[0].get_xy()[:, 1]
    assert heights.max() == pytest.approx(100)
