"""Los dibujos de la lección 01 cuentan lo que de verdad se ve."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lab.trials import EVERY, ROUNDS
from course_lib.lessons.lesson_01 import figures as lesson_01
from course_lib.lessons.lesson_01.tables import SIDE

STEPS = [0.01, 0.03, 0.1]


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def table(lambdas=(0.0, 0.01)):
    """Dos semillas; la validación de λ = 0 es 12 y es menor en la segunda ronda."""
    scores = np.array([[20.0 - 8 * row, 12 - row, 18] for row in range(len(lambdas))])
    runs = np.stack([scores - 0.5, scores + 0.5], axis=-1)
    shape = np.linspace(9, 0, ROUNDS)
    shape[1] = -3
    kinds = {
        "train": runs / 2,
        "validation": runs,
        "noisy validation": runs + 10,
        "test": runs + 1,
        "norm": runs * 2,
        "repeated": runs * 3,
    }
    curves = {f"{name} curve": values[..., None] + shape for name, values in kinds.items()}
    return Results({"l2": list(lambdas), "learning_rate": STEPS}, [0, 1], kinds | curves, 1.0)


def test_la_primera_figura_marca_donde_convenia_detenerse(shown):
    lesson_01.memorizing(table(), 0.03)
    ((fig, alt),) = shown
    (stop,) = [line for line in fig.axes[1].lines if len(set(line.get_xdata())) == 1]
    assert stop.get_xdata()[0] == 2 * EVERY
    assert "menor en el paso 400, 9 %, y termina en 12 %" in alt


def test_el_minimo_de_la_suma_es_el_que_dice_el_calculo(shown):
    lesson_01.one_weight(l2=0.5, curvatures=[2, 0.2], wanted=3)
    ((fig, alt),) = shown
    stars = [ax.lines[-1].get_xdata()[0] for ax in fig.axes]
    np.testing.assert_allclose(stars, [2 * 3 / 2.5, 0.2 * 3 / 0.7])
    for ax in fig.axes:
        w, total = ax.lines[2].get_data()
        assert abs(w[total.argmin()] - ax.lines[-1].get_xdata()[0]) < 0.03
    assert "de 3 a 2,4" in alt


def test_las_dos_historias_van_cada_200_pasos(shown):
    free, paying = (
        {name: np.full(ROUNDS, value) for name in ("truth", "validation", "norm")}
        for value in (3.0, 80.0)
    )
    lesson_01.two_prices(free, paying, l2=0.01)
    ((fig, _),) = shown
    for ax in fig.axes:
        assert [line.get_ydata()[-1] for line in ax.lines] == [3, 80]
        assert ax.lines[0].get_xdata()[-1] == 3000


def test_la_brecha_cuenta_las_mismas_etiquetas_a_los_dos_lados(shown):
    lesson_01.gap(table(), 0.03)
    ((fig, alt),) = shown
    # con λ = 0: 22 en lo nuevo menos 6 en lo estudiado
    assert [text.get_text() for text in fig.axes[0].texts][:2] == ["brecha 16", "brecha 16"]
    assert "según λ: 0: 16, 0,01: 16" in alt
    assert "Sin cobrar y a tiempo, 9 %" in alt


def moons():
    """Dos sorteos y dos precios: la red decide 1 en la mitad de arriba."""
    regions = np.zeros((2, 2, SIDE, SIDE))
    regions[..., SIDE // 2 :, :] = 1
    new = np.array([[20.0, 10.0], [6.0, 8.0]])
    return Results(
        {"l2": [0.0, 0.01]}, [0, 1], {"told": new / 2, "new": new, "regions": regions}, 1
    )


def test_cada_mapa_titula_los_errores_de_su_sorteo_y_rodea_las_mentiras(shown):
    lesson_01.moon_maps(moons(), [0.0, 0.01, 0.0, 0.01], draw=1)
    ((fig, alt),) = shown
    titles = [ax.get_title(loc="left") for ax in fig.axes]
    assert titles[:2] == [
        "λ = 0: estudiado 5 %, nuevo 10 %",
        "λ = 0,01: estudiado 4 %, nuevo 8 %",
    ]
    x, y, told = lesson_01.moons(1)
    rings = fig.axes[0].collections[-1].get_offsets()
    np.testing.assert_allclose(rings, x[told != y])
    assert titles[0] in alt


def test_la_tabla_promedia_los_sorteos_y_dice_el_peor(capsys):
    lesson_01.moon_table(moons())
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[1] == ["0", "7,5", "%", "15", "%", "20", "%"]
    assert rows[2] == ["0,01", "3,5", "%", "7", "%", "8", "%"]


def test_el_explorador_recorre_sorteos_y_precios_en_los_mismos_ejes():
    fig, draw = Figure(), lesson_01.explore_moons(moons())
    assert "nuevo 20 %" in draw(fig, l2=0.0, number=0)
    assert "nuevo 8 %" in draw(fig, l2=0.01, number=1)
    assert len(fig.axes) == 1


def test_lo_que_encoge_se_ordena_por_tasa_por_decaimiento_por_pasos(shown):
    metrics = {
        name: np.arange(1.0, 10).reshape(3, 1, 3, 1) for name in ("validation", "test", "norm")
    }
    grid = {"weight_decay": [0.0, 1.0, 3.0], "optimizer": ["Adam"], "learning_rate": STEPS}
    lesson_01.shrinking(Results(grid, [0], metrics, 1.0), usual=0.012)
    ((fig, _),) = shown
    left, right = fig.axes
    np.testing.assert_array_equal(left.lines[2].get_ydata(), [4, 5, 6])
    np.testing.assert_allclose(left.lines[2].get_xdata(), STEPS)
    np.testing.assert_allclose(right.lines[0].get_xdata(), [30, 90, 300])
    np.testing.assert_allclose(right.lines[1].get_xdata(), [90, 270, 900])
    np.testing.assert_allclose(right.lines[1].get_ydata(), [700, 400, 300])  # 7/1, 8/2 y 9/3
    assert right.texts[1].get_text() == "wd 0,004"
