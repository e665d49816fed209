"""Los dibujos de la lección 04 muestran los números que reciben."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.diagnostics import LayerStats
from course_lib.lessons.lesson_04 import figures as lesson_04


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def stats(*stds, grad=1.0):
    return [LayerStats("capa", std, std, 0.0, 0.0, grad, 0.0, 0.0) for std in stds]


def look(activation, gain):
    assert activation in ("tanh", "relu")
    return stats(gain, gain**2, grad=10.0)


def test_cada_comienzo_tiene_su_linea_y_la_del_azar_va_aparte(shown):
    lesson_04.fates({"ceros": np.full((3, 4), 2.3), "Glorot": np.ones((3, 4))}, 2.3)
    lines = shown[0][0].axes[0].lines
    np.testing.assert_allclose(lines[0].get_ydata(), 2.3)
    assert [line.get_linestyle() for line in lines] == ["-", "-", ":"]


def test_una_neurona_por_imagen(shown):
    kernel = np.arange(784 * 8.0).reshape(784, 8)
    lesson_04.neurons({"0,01": kernel, "Glorot": kernel})
    np.testing.assert_array_equal(
        shown[0][0].axes[9].images[0].get_array(), kernel[:, 1].reshape(28, 28)
    )


def test_los_perfiles_son_logaritmos_por_capa_y_glorot_se_ve_sobre_lecun(shown):
    profiles = {"LeCun": stats(1, 0.1, grad=1e-3), "Glorot": stats(1, 0.1)}
    lesson_04.depth_profiles({"tanh": profiles, "relu": profiles})
    top, bottom = shown[0][0].axes[0], shown[0][0].axes[2]
    np.testing.assert_allclose(top.lines[0].get_ydata(), [0, -1])
    np.testing.assert_allclose(bottom.lines[0].get_ydata(), [-3, -3])
    assert [line.get_linestyle() for line in top.lines] == ["-", ":"]


def test_la_teoria_de_los_productos_es_una_recta_de_pendiente_log_g(shown):
    lesson_04.products([2], np.array([[1.0, 2.0, 4.0]]))
    measured, theory = shown[0][0].axes[0].lines
    np.testing.assert_allclose(measured.get_ydata(), theory.get_ydata())


def test_sana_por_fuera_son_tres_lineas(shown):
    lesson_04.healthy_and_dead(stats(1, 1, grad=1e-5))
    forward, signal, backward = shown[0][0].axes[0].lines
    np.testing.assert_allclose([forward.get_ydata(), signal.get_ydata()], 0)
    np.testing.assert_allclose(backward.get_ydata(), -5)


def test_la_primera_perdida_va_con_su_banda(shown):
    lesson_04.first_loss([0.01, 1], np.array([[2.3, 90.0], [2.3, 110.0]]), 2.3)
    np.testing.assert_allclose(shown[0][0].axes[0].lines[0].get_ydata(), [2.3, 100])


def test_tres_ganancias_y_una_capa_muerta_no_avisa(shown):
    lesson_04.three_gains(lambda activation, gain: stats(0.0, gain), [0.5, 1, 4])
    assert [ax.get_title(loc="left") for ax in shown[0][0].axes] == ["g = 0,5", "g = 1", "g = 4"]


def test_el_explorador_redibuja_las_mismas_lineas_y_las_describe():
    fig, draw = Figure(), lesson_04.depth_profile(look)
    draw(fig, activation="tanh", gain=1)
    text = draw(fig, activation="relu", gain=10)
    (ax,) = fig.axes
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [1, 2])
    np.testing.assert_allclose(ax.lines[1].get_ydata(), [1, 1])
    assert text == (
        "Con relu y ganancia 10, de la capa 1 a la 2 el logaritmo de la desviación va de 1 a 2 en "
        "las activaciones y de 1 a 1 en los gradientes."
    )
