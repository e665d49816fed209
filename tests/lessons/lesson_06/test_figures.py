"""Los dibujos de la lección 06 muestran los números que reciben."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_06 import figures as lesson_06


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


@pytest.fixture
def table():
    """Dos comienzos, tres profundidades, dos tasas; la validación prefiere la primera tasa."""
    grid = {
        "activation": ["relu"],
        "start": ["LeCun", "He"],
        "depth": [10, 20, 30],
        "learning_rate": [0.01, 0.1],
    }
    scores = np.arange(12.0).reshape(1, 2, 3, 2, 1)
    curves = scores[..., None] + np.array([50.0, 0.0])
    return Results(grid, [0], {"validation": scores, "test": scores + 1, "curve": curves}, 1.0)


def profile(scale, slope):
    return np.array([1.0, scale, 4 * scale]) * 2.0**slope


def test_el_gancho_tiene_una_banda_por_regla(shown):
    lesson_06.hook({"1/n": np.full((3, 2), 90.0), "2/n": np.full((3, 2), 40.0)})
    assert [line.get_ydata()[0] for line in shown[0][0].axes[0].lines] == [90, 40]


def test_la_teoria_pierde_la_mitad_de_la_varianza_por_capa(shown):
    lesson_06.thirty({"1/n": 2.0 ** (-np.arange(5) / 2)})
    measured, theory, growing = shown[0][0].axes[0].lines
    np.testing.assert_allclose(measured.get_ydata(), theory.get_ydata())
    np.testing.assert_allclose(np.diff(growing.get_ydata()), np.log2(1.5) / 2)


def test_al_entrenar_devuelve_el_ultimo_error_con_la_tasa_pedida(shown, table):
    np.testing.assert_array_equal(lesson_06.training(table), [[0, 2, 4], [6, 8, 10]])
    titles = [ax.get_title(loc="left") for ax in shown[0][0].axes]
    assert titles == ["10 capas", "20 capas", "30 capas"]
    np.testing.assert_array_equal(shown[0][0].axes[1].lines[0].get_ydata(), [52, 2])


def test_contra_la_profundidad_cada_regla_va_con_su_mejor_tasa(shown, table):
    np.testing.assert_array_equal(lesson_06.depths(table), [[1, 3, 5], [7, 9, 11]])
    assert len(shown) == 1


def test_la_teoria_de_leaky_es_raiz_de_uno_mas_a_cuadrado(shown):
    lesson_06.leaky([0, 1], {"He": [1, 1.4], "corregida": [1, 1]})
    curve = shown[0][0].axes[0].lines[2]
    np.testing.assert_allclose(curve.get_ydata()[[0, -1]], [1, np.sqrt(2)])


def test_el_censo_va_por_epoca_y_por_tasa(shown):
    training = Results({"rate": [0.03, 0.1]}, [0], {"dead": np.array([[[1.0, 2.0]]] * 2)}, 1.0)
    blow = Results({"rate": [1, 10]}, [0], {"dead": np.array([[20.0], [50.0]])}, 1.0)
    lesson_06.census(training, blow)
    left, right = shown[0][0].axes
    np.testing.assert_array_equal(left.lines[0].get_xdata(), [0, 1])
    np.testing.assert_array_equal(right.lines[0].get_ydata(), [20, 50])


def test_tres_escalas_en_potencias_de_dos(shown):
    lesson_06.three_scales(profile, [1, 2, 4])
    np.testing.assert_allclose(shown[0][0].axes[2].lines[0].get_ydata(), [0, 2, 4])


def test_el_explorador_redibuja_la_misma_linea_y_la_describe():
    fig, draw = Figure(), lesson_06.scale_profile(profile)
    draw(fig, scale=1, slope=0)
    text = draw(fig, scale=2, slope=1)
    np.testing.assert_allclose(fig.axes[0].lines[0].get_ydata(), [1, 2, 4])
    assert text == (
        "Con escala 2 y pendiente 1, el logaritmo del tamaño va de 1 en la capa 1 a 4 en la capa 3."
    )


def test_entre_redes_la_recta_tiene_pendiente_cinco(shown):
    lesson_06.between_networks([(32, 16), (64, 16)], np.array([2.0, 1.0]))
    *_, theory = shown[0][0].axes[0].lines
    np.testing.assert_allclose(theory.get_ydata(), [0, 2.5])
