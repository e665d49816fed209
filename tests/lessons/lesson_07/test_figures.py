"""Los dibujos de la lección 07 muestran los números que reciben."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_07 import figures as lesson_07
from course_lib.lessons.lesson_07 import valley


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def table(*scales, n=30):
    """Columnas ortonormales, cada una agrandada lo que se pida."""
    q, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((n, len(scales))))
    return q * scales


def title(ax):
    return ax.get_title(loc="left")


@pytest.mark.parametrize("draw", [lesson_07.no_rate_works, lesson_07.adam_rates])
def test_una_banda_por_escala_y_la_linea_de_contestar_el_promedio(shown, draw):
    rates = [1e-3, 1e-2]
    draw(rates, {"crudo": np.full((2, 3), 5.0), "estándar": np.array([[1, 2, 3], [0.1] * 3])})
    raw, scaled, chance = shown[0][0].axes[0].lines
    np.testing.assert_allclose(raw.get_ydata(), 5)
    np.testing.assert_allclose(scaled.get_ydata(), [2, 0.1])
    np.testing.assert_allclose(chance.get_ydata(), 1)


def test_cada_valle_dice_su_condicion_y_dibuja_su_camino(shown):
    tables = {"crudo": table(1, 10), "estándar": table(1, 1)}
    lesson_07.valleys(tables)
    left, right = shown[0][0].axes
    assert [title(left), title(right)] == ["crudo\nκ = 100", "estándar\nκ = 1"]
    np.testing.assert_allclose(left.lines[0].get_xydata(), valley.walk(tables["crudo"]))
    np.testing.assert_allclose(right.lines[0].get_xydata()[-1], 0, atol=1e-12)


def test_la_cuenta_regresiva_devuelve_los_pasos(shown):
    x, y = table(1, 3), np.arange(30.0)
    steps = lesson_07.countdown({"crudo": x, "estándar": table(1, 1)}, y)
    assert steps == {"crudo": valley.steps_to(x, y), "estándar": 1}
    drawn = shown[0][0].axes[0].lines[0]
    assert drawn.get_ydata()[0] == pytest.approx(valley.gap(x, y, 1))


def test_el_cuadrado_pone_cada_tabla_en_su_lugar(shown):
    kappas = lesson_07.square([[table(1, 2), table(1, 3)], [table(1, 4), table(1, 1)]])
    np.testing.assert_allclose(kappas, [[4, 9], [16, 1]])
    assert [title(ax) for ax in shown[0][0].axes] == [
        "cruda\nκ = 4",
        "centrada\nκ = 9",
        "dividida\nκ = 16",
        "centrada y dividida\nκ = 1",
    ]


def test_los_intervalos_son_los_de_la_lamina(shown):
    columns = {"edad": np.array([18, 100]), "año": np.arange(1950, 2025)}
    landed = lesson_07.intervals(columns)
    np.testing.assert_allclose(landed["edad"], [18 / 82, 100 / 82])
    np.testing.assert_allclose(landed["año"], [1950 / 74, 2024 / 74])
    ax = shown[0][0].axes[0]
    assert [text.get_text() for text in ax.texts] == ["[0,22; 1,22]", "[26,4; 27,4]"]
    np.testing.assert_allclose(ax.lines[0].get_xdata(), [0, 1])
    np.testing.assert_allclose(ax.lines[1].get_xdata(), landed["edad"])


def test_el_atipico_va_aparte_de_los_demas(shown):
    before = np.array([[0, 1.0], [0, 2], [0, 3]])
    pair = [before, 10 * before]
    lesson_07.outlier({"MinMaxScaler": pair, "RobustScaler": pair}, spoiled=2)
    others, spoiled, *_ = shown[0][0].axes[0].lines
    np.testing.assert_allclose(others.get_xdata(), [1, 2])
    np.testing.assert_allclose(spoiled.get_xdata(), [3])
    np.testing.assert_allclose(shown[0][0].axes[0].lines[3].get_xdata(), [30])


def test_la_fuga_se_dibuja_con_su_promedio(shown):
    runs = {"con todos": np.array([[0.0, 2], [1, 1]]), "aparte": np.array([[4.0, 4], [-3, 3]])}
    lesson_07.leak(Results({"size": [20, 222]}, [0, 1], runs, 1.0))
    ax = shown[0][0].axes[0]
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [1, 1])
    np.testing.assert_allclose(ax.lines[1].get_ydata(), [4, 0])
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["20", "222"]


def test_cada_escala_de_pixeles_va_con_su_mejor_tasa(shown):
    grid = {"scale": ["0 a 255", "0 a 1"], "optimizer": ["SGD", "Adam"], "learning_rate": [0.1, 1]}
    validation = np.array([[[1.0, 2], [2, 1]], [[1, 2], [1, 2]]])[..., None]
    test = np.array([[[10.0, 20], [30, 40]], [[50, 60], [70, 80]]])[..., None]
    curve = test[..., None] + np.arange(3)
    metrics = {"validation": validation, "test": test, "curve": curve}
    best = lesson_07.pixels(Results(grid, [0], metrics, 1.0))
    np.testing.assert_array_equal(best, [[10, 40], [50, 70]])
    sgd, adam = shown[0][0].axes
    np.testing.assert_allclose(sgd.lines[0].get_xydata(), [[100, 10], [200, 11], [300, 12]])
    np.testing.assert_allclose(adam.lines[1].get_ydata(), [70, 71, 72])


def test_tres_barras_por_columna(shown):
    lesson_07.influences(["a", "b"], [np.array([1, 2]), np.array([3, 4]), np.array([5, 6])])
    heights = [bar.get_height() for bar in shown[0][0].axes[0].patches]
    assert heights == [1, 2, 3, 4, 5, 6]


def test_tres_razones(shown):
    lesson_07.three_ratios(table(1, 1), [1, 3, 10])
    assert [title(ax) for ax in shown[0][0].axes] == [
        "razón 1\nκ = 1",
        "razón 3\nκ = 9",
        "razón 10\nκ = 100",
    ]


@pytest.mark.parametrize(
    ("ratio", "fraction", "missing"),
    [(1, 0.5, "nada"), (2, 0.25, "0,0097 %"), (3, 1.05, "más que al partir")],
)
def test_el_explorador_redibuja_y_dice_cuanto_falta(ratio, fraction, missing):
    fig, draw = Figure(), lesson_07.ratio_explorer(table(1, 1))
    draw(fig, ratio=2, fraction=0.1)
    text = draw(fig, ratio=ratio, fraction=fraction)
    (ax,) = fig.axes
    assert text.endswith(f" {missing}.")
    assert title(ax).endswith(f" {missing}")
    assert f"κ = {ratio**2}" in title(ax)
    path = valley.walk(table(1, ratio), fraction)
    np.testing.assert_allclose(ax.lines[0].get_xydata(), path.clip(-2.2, 2.2))
    viz.check_alt(text)
