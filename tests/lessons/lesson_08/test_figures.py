"""Los dibujos de la lección 08 muestran los números que reciben."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_08 import figures as lesson_08


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def title(ax):
    return ax.get_title(loc="left")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_el_gancho_va_de_100_a_mil_pasos(shown):
    lesson_08.hook(np.full((3, 10), 10.0), np.full((3, 10), 88.0))
    ax = shown[0][0].axes[0]
    lines = {line.get_label(): line for line in ax.lines}
    np.testing.assert_allclose(lines["sin BN"].get_ydata(), 10)
    np.testing.assert_allclose(lines["con BN"].get_xdata(), np.arange(100, 1001, 100))


def test_cada_tabla_escribe_sus_numeros_y_su_forma(shown):
    lesson_08.tables({"x": np.array([[1, 2100, -0.5]] * 4), "μ y σ": np.zeros((2, 3))})
    left, right = shown[0][0].axes
    assert texts(left) == ["1", "2100", "−0,5"] * 4
    assert (left.get_xlabel(), right.get_xlabel()) == ("(4, 3)", "(2, 3)")


def heat_table(errors):
    grid = {"norm": ["no", "antes"], "stddev": [0.1, 1.0], "learning_rate": [0.01, 1, 3]}
    return Results(grid, [0, 1], {"validation": errors}, 1.0)


def test_el_mapa_cuenta_las_celdas_que_pasan_de_80(shown):
    errors = np.full((2, 2, 3, 2), 90.0)
    errors[0, 0, 0] = 15
    errors[1, :, 1:] = 10
    hits = lesson_08.heat_maps(heat_table(errors))
    assert hits.shape == (2, 2, 3)
    assert (hits > 80).sum(axis=(1, 2)).tolist() == [1, 4]
    without, normalized = shown[0][0].axes
    assert title(without) == "sin normalización: aprenden 1 de 6"
    assert title(normalized) == "con normalización: aprenden 4 de 6"
    assert texts(without) == ["85", "10", "10", "10", "10", "10"]
    assert [tick.get_text() for tick in without.get_yticklabels()] == ["0,1", "1"]


def test_la_historia_devuelve_los_aciertos_y_traza_la_primera_semilla(shown):
    trace = np.arange(3 * 2 * 4).reshape(3, 2, 4)
    errors = np.broadcast_to(np.array([[80.0, 40], [20, 10], [30, 10]])[:, None], (3, 2, 2))
    table = Results(
        {"norm": ["no", "antes", "ruido"]}, [0, 1], {"trace": trace, "validation": errors}, 1.0
    )
    hits = lesson_08.story(table)
    np.testing.assert_allclose(hits, [[20, 60], [80, 90], [70, 90]])
    left, right = shown[0][0].axes
    np.testing.assert_array_equal([line.get_ydata() for line in left.lines], trace[:, 0])
    assert [line.get_label() for line in right.lines] == ["sin BN", "con BN", "con ruido"]
    np.testing.assert_allclose(right.lines[0].get_xdata(), [2, 4])


def test_la_varianza_movil_va_contra_la_verdadera_y_cada_momentum_tiene_su_trazo(shown):
    steps, rows = np.array([50, 100]), np.array([[10.0, 85], [0.6, 0.4], [0.02, 0.02]])
    lesson_08.moving_trap(steps, {0.99: np.stack([rows] * 3), 0.9: np.stack([rows + 1] * 3)})
    left, right = shown[0][0].axes
    slow, fast, _ = (line.get_ydata() for line in left.lines)
    np.testing.assert_allclose([slow, fast], [[1, *rows[1]], [1, *rows[1] + 1]])
    np.testing.assert_allclose(right.lines[0].get_ydata(), rows[0])
    assert [line.get_label() for line in left.lines][-1] == "la verdadera"
    assert [line.get_linestyle() for line in right.lines] == ["--", "-"]
    assert left.get_yscale() == "log"


def test_la_razon_de_varianzas_va_con_su_teoria_punteada(shown):
    theory = np.array([1, 0.4])
    lesson_08.variance_shift([0, 0.5], np.full((2, 2), 0.5), theory)
    (dotted,) = (line for line in shown[0][0].axes[0].lines if line.get_linestyle() == ":")
    np.testing.assert_array_equal(dotted.get_ydata(), theory)
    assert dotted.get_label() == "teoría"


def test_cada_brazo_elige_su_tasa_con_validacion(shown):
    grid = {"noise": [0.0, 0.2], "epochs": [25], "norm": ["no", "antes"], "learning_rate": [0.1, 1]}
    validation = np.array([[[1.0, 2], [2, 1]], [[1, 2], [1, 2]]])[:, None, ..., None]
    test = np.arange(8.0).reshape(2, 1, 2, 2, 1)
    best = lesson_08.tuned(Results(grid, [0], {"validation": validation, "test": test}, 1.0))
    np.testing.assert_array_equal(best[0.0], [[0, 3], [0.1, 1]])
    np.testing.assert_array_equal(best[0.2], [[4, 6], [0.1, 0.1]])
    assert [title(ax) for ax in shown[0][0].axes] == [
        "etiquetas buenas: empatan",
        "20 % al azar: gana sin BN",
    ]


def neighbors(value, size=3, training=True):
    entering = np.append(np.zeros(size - 1), value)
    return entering, entering / 2 if training else entering


def test_una_linea_por_ejemplo_y_el_ultimo_se_distingue(shown):
    lesson_08.three_neighbors(neighbors, [0.5, 10])
    left, right = shown[0][0].axes
    assert [title(left), title(right)] == ["el último vale 0,5", "el último vale 10"]
    np.testing.assert_array_equal(right.lines[-1].get_ydata(), [10, 5])
    assert [line.get_marker() for line in right.lines] == ["o", "o", "D"]


def test_el_explorador_redibuja_en_los_mismos_ejes_y_dice_lo_que_sale():
    fig, draw = Figure(), lesson_08.neighbors_explorer(neighbors)
    draw(fig, value=3, size=4, mode="entrenamiento")
    text = draw(fig, value=5, size=3, mode="inferencia")
    assert len(fig.axes) == 1
    assert len(fig.axes[0].lines) == 3
    assert text == (
        "En modo inferencia, con el último ejemplo en 5, ese sale en 5 y los otros en 0, 0."
    )


def test_un_histograma_por_tamano_de_lote(shown):
    lesson_08.companions({2: np.array([-1.0, 1.0]), 64: np.zeros(3)})
    left, right = shown[0][0].axes
    assert [title(left), title(right)] == ["lotes de 2", "lotes de 64"]
    assert sum(bar.get_height() for bar in left.patches) == 2


def test_los_lotes_devuelven_el_promedio_con_la_mejor_tasa(shown):
    grid = {
        "units": ["64-64"],
        "epochs": [3],
        "norm": ["no", "antes"],
        "batch": [2, 8],
        "learning_rate": [0.1, 1],
    }
    validation = np.array([[[1.0, 2], [1, 2]], [[2, 1], [2, 1]]])[None, None, ..., None]
    test = np.arange(8.0).reshape(1, 1, 2, 2, 2, 1)
    means = lesson_08.lots(Results(grid, [0], {"validation": validation, "test": test}, 1.0))
    np.testing.assert_array_equal(means, [[0, 2], [5, 7]])


def test_la_curva_de_keras_va_junto_a_la_banda(shown):
    lesson_08.keras_in_band(np.full((3, 4), 85.0), np.array([80, 85, 86, 87]))
    band, keras = shown[0][0].axes[0].lines
    np.testing.assert_allclose(band.get_ydata(), 85)
    np.testing.assert_allclose(keras.get_xdata(), [250, 500, 750, 1000])
