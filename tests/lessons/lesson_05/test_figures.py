"""Los dibujos de la lección 05 muestran los números que reciben."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.diagnostics import LayerStats
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_05 import figures as lesson_05


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def stats(*stds, grads=(1.0, 4.0)):
    return [
        LayerStats("capa", std, std, 0.0, 0.0, grad, 1.0, 0.0)
        for std, grad in zip(stds, grads, strict=True)
    ]


def test_el_valle_devuelve_la_mejor_desviacion_y_a_la_derecha_va_por_raiz_de_n(shown):
    losses = np.array([[[2.0], [1.0], [3.0]], [[0.5], [1.0], [2.0]]])
    best = lesson_05.valley([4, 100], [0.1, 0.2, 0.3], losses)
    np.testing.assert_array_equal(best, [0.2, 0.1])
    left, right = shown[0][0].axes
    np.testing.assert_allclose(left.lines[1].get_xdata(), [0.1, 0.2, 0.3])
    np.testing.assert_allclose(right.lines[1].get_xdata(), [1, 2, 3])
    np.testing.assert_allclose(right.lines[0].get_ydata(), [2, 1, 3])


def test_la_simulacion_se_dibuja_junto_a_un_cuarto_y_a_la_mitad_de_n(shown):
    runs = {name: np.full((2, 5), 7.0) for name in ("normal", "uniforme", "dos valores")}
    lesson_05.monte_carlo([10, 100], runs, np.full((2, 5), 9.0))
    theory = [line.get_ydata() for line in shown[0][0].axes[0].lines if line.get_linestyle() == ":"]
    np.testing.assert_allclose(theory, [[2.5, 25], [5, 50]])


def test_el_embudo_devuelve_por_cuanto_multiplica_la_ida_y_la_vuelta(shown):
    forward, backward = lesson_05.funnel({"fan_in": stats(1, 8)})
    assert (forward, backward) == ({"fan_in": 8}, {"fan_in": 0.25})
    left, right = shown[0][0].axes
    np.testing.assert_allclose(left.lines[0].get_ydata(), [0, 3])
    np.testing.assert_allclose(right.lines[0].get_ydata(), [-2, 0])


def test_una_silueta_por_distribucion(shown):
    lesson_05.shapes({"uniform": np.zeros(9), "normal": np.ones(9)})
    assert [ax.get_title(loc="left") for ax in shown[0][0].axes] == ["uniform", "normal"]


def test_cinco_capas_en_tres_medidas(shown):
    lesson_05.five_layers({"antigua": stats(0.5, 0.1), "Glorot": stats(0.6, 0.3)})
    first, second, third = shown[0][0].axes
    np.testing.assert_allclose(first.lines[0].get_ydata(), [0.5, 0.1])
    np.testing.assert_allclose(second.lines[1].get_ydata(), [1, 4])
    np.testing.assert_allclose(third.lines[1].get_ydata(), 1)


def test_cada_comienzo_va_con_su_mejor_tasa(shown):
    grid = {
        "activation": ["tanh"],
        "start": ["antigua", "Glorot"],
        "depth": [1, 3],
        "learning_rate": [0.1, 1],
    }
    validation = np.array([[[1.0, 2.0], [2.0, 1.0]], [[1.0, 2.0], [1.0, 2.0]]])[None, ..., None]
    test = np.array([[[10.0, 20.0], [30.0, 40.0]], [[50.0, 60.0], [70.0, 80.0]]])[None, ..., None]
    table = Results(grid, [0], {"validation": validation, "test": test}, 1.0)
    means, again = lesson_05.depths([table, table])
    np.testing.assert_array_equal(means, [[10, 40], [50, 70]])
    np.testing.assert_array_equal(means, again)
    assert shown[0][0].axes[0].get_title(loc="left") == "tanh"


def activations(activation, gain):
    """Cinco capas de tres ejemplos; solo la primera varía entre ellos."""
    return np.stack([np.full((3, 4), gain) * [[1], [0], [-1]], *np.zeros((4, 3, 4))])


def test_una_fila_de_histogramas_por_ganancia(shown):
    lesson_05.three_gains(activations, [0.5, 1, 4])
    axes = shown[0][0].axes
    assert [axes[i].get_ylabel() for i in (0, 5, 10)] == ["g = 0,5", "g = 1", "g = 4"]


def test_el_explorador_redibuja_en_los_mismos_ejes_y_dice_las_desviaciones():
    fig, draw = Figure(), lesson_05.histograms(activations)
    draw(fig, activation="tanh", gain=1)
    text = draw(fig, activation="relu", gain=0.5)
    assert len(fig.axes) == 5
    assert text == (
        "Con relu y ganancia 0,5, la desviación de cada neurona entre ejemplos va de 0,41 en la "
        "primera capa a 0 en la quinta."
    )
