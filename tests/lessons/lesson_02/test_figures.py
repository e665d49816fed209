"""Los dibujos de la lección 02 cuentan lo que de verdad se ve."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_02 import figures as lesson_02

STEPS = [0.01, 0.03, 0.1]


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []

    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def measured(grid, **metrics):
    """Una tabla de dos semillas en que la tasa de aprendizaje del medio es la de validación menor.

    Cada medida vale lo dicho con esa tasa, medio punto más y menos según la semilla, y 99 con las
    otras dos.
    """
    lengths = [len(values) for values in grid.values()]

    def spread(best):
        best = np.asarray(best, float)
        best = best.reshape(*lengths, *best.shape[len(lengths) :])
        others = np.full_like(best, 99)
        runs = np.stack([others, best, others], axis=len(lengths))
        return np.stack([runs - 0.5, runs + 0.5], axis=len(lengths) + 1)

    metrics = {"validation": np.ones(lengths)} | metrics
    return Results(
        grid | {"learning_rate": STEPS},
        [0, 1],
        {name: spread(values) for name, values in metrics.items()},
        1.0,
    )


STUDY = {"study": ["nada", "correr"]}
BY_SHIFT = [[12, 20, 40, 60, 80], [6, 7, 10, 20, 50]]


def test_el_comienzo_dibuja_el_digito_corrido_y_lo_que_falla_la_red_de_siempre(shown):
    image = np.zeros((28, 28))
    image[:, 10] = 1
    lesson_02.shifted(image, measured(STUDY, **{"by shift": BY_SHIFT}))
    ((fig, alt),) = shown
    columns = [int(ax.images[0].get_array()[0].argmax()) for ax in fig.axes[:5]]
    assert columns == [10, 11, 12, 13, 14]
    np.testing.assert_array_equal(fig.axes[5].lines[0].get_ydata(), BY_SHIFT[0])
    assert "12, 20, 40, 60, 80 %" in alt


def test_cada_fila_del_lote_es_lo_que_la_red_ve(shown):
    rows = {"originales": np.zeros((3, 4, 4, 1)), "época 1": np.ones((3, 4, 4, 1))}
    lesson_02.batches(rows)
    axes = shown[0][0].axes
    assert [ax.get_ylabel() for ax in axes] == ["originales", "", "", "época 1", "", ""]
    assert axes[3].images[0].get_array().min() == 1


def test_la_curva_lleva_la_flecha_a_la_cantidad_que_falla_lo_mismo(shown):
    grid = {"examples": [250, 500, 1000, 2000], **STUDY}
    errors = [[20, 12], [14, 8], [10, 6], [6, 4]]
    lesson_02.learning_curve(measured(grid, test=errors), yours=9.0)
    ((fig, alt),) = shown
    ax = fig.axes[0]
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [20, 14, 10, 6])
    arrow = next(text for text in ax.texts if text.arrow_patch)
    assert arrow.xyann == (500, 8)
    assert arrow.xy == pytest.approx((1000 * 2**0.5, 8))  # 8 está a medio camino de 10 y 6
    assert "≈ 1400" in [text.get_text() for text in ax.texts]
    assert ax.lines[2].get_data() == ([500], [9.0])
    assert "tal cual, 20; 14; 10; 6. corriéndolos, 12; 8; 6; 4" in alt


def test_los_tres_errores_van_cada_200_pasos(shown):
    curves = np.array([[30.0, 20], [10, 5], [15, 12]])
    lesson_02.three_errors(*curves)
    for line, curve in zip(shown[0][0].axes[0].lines, curves, strict=True):
        np.testing.assert_array_equal(line.get_xdata(), [200, 400])
        np.testing.assert_array_equal(line.get_ydata(), curve)


def test_correr_compara_las_dos_redes_con_aumento_y_sin_el(shown):
    dense = measured(STUDY, **{"by shift": BY_SHIFT})
    grid = {**STUDY, "network": ["convolución"]}
    conv = measured(grid, **{"by shift": np.array(BY_SHIFT)[:, None] / 2})
    lesson_02.by_shift(dense, conv)
    ((fig, alt),) = shown
    ends = [line.get_ydata()[-1] for line in fig.axes[0].lines]
    assert ends == [80, 50, 40, 25]
    assert "convolución, con aumento: 3, 4, 5, 10, 25 %" in alt


def test_cada_digito_dado_vuelta_y_en_espejo_dice_que_era(shown):
    pictures = np.zeros((10, 4, 4))
    pictures[6, 0, 0] = 1
    lesson_02.upside_down_and_mirrored(pictures)
    axes = shown[0][0].axes
    assert axes[6].get_title() == axes[16].get_title() == "era un 6"
    assert axes[6].images[0].get_array()[3, 3] == 1
    assert axes[16].images[0].get_array()[0, 3] == 1


def test_los_aumentos_se_ordenan_como_en_la_grilla(shown):
    lesson_02.arms(measured({"study": ["nada", "girar", "espejo"]}, test=[12, 9, 15]))
    ((fig, alt),) = shown
    ax = fig.axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["nada", "girar", "espejo"]
    assert [text.get_text() for text in ax.texts] == ["12", "9", "15"]
    assert "nada, 12 %; girar, 9 %; espejo, 15 %" in alt


def test_la_red_chica_dibuja_prueba_y_estudiados_sin_aumento_y_con_el(shown):
    grid = {"examples": [500, 3000], **STUDY, "network": ["4"]}
    errors = np.array([[30, 34], [20, 28]])[..., None]
    lesson_02.small_network(measured(grid, test=errors, train=errors - 10))
    ((fig, alt),) = shown
    lines = [list(line.get_ydata()) for line in fig.axes[0].lines]
    assert lines == [[30, 20], [20, 10], [34, 28], [24, 18]]
    assert "corridos: prueba, 34 y 28 %; estudiados, 24 y 18 %" in alt


def test_la_fuga_muestra_todos_los_puntos(shown):
    lesson_02.leak(np.array([[2.0, 3], [9, 4]]), np.array([[8.0, 8], [9, 12]]))
    axes = shown[0][0].axes
    assert all(ax.get_ylim()[1] > 12 for ax in axes)
    assert [ax.get_title(loc="left") for ax in axes] == ["aumentar y separar", "separar y aumentar"]


def test_la_galeria_cambia_con_la_transformacion_y_la_cantidad():
    def change(kind, amount):
        return lambda images: images * 0 + amount * (kind == "aclarar")

    fig, pictures = Figure(), [np.ones((4, 4, 1)), np.ones((5, 5, 3))]
    draw = lesson_02.transform_gallery(change, pictures)
    assert "después de aclarar con cantidad 0,3" in draw(fig, kind="aclarar", amount=0.3)
    assert float(fig.axes[1].images[0].get_array().max()) == pytest.approx(0.3)
    draw(fig, kind="girar", amount=0.5)
    assert len(fig.axes) == 2
    assert len(fig.axes[0].images) == 1
    assert float(fig.axes[0].images[0].get_array().max()) == 0


def test_el_digito_y_la_foto_se_giran_en_figuras_aparte(shown):
    pictures = [np.zeros((4, 4, 1)), np.ones((5, 5, 3))]
    turns = np.array([0.05, 0.2, 0.5])
    lesson_02.three_turns(lambda kind, turn: lambda images: images * turn, pictures, turns)
    (digit, _), (photo, alt) = shown
    assert [ax.get_title() for ax in digit.axes] == ["18 grados", "72 grados", "180 grados"]
    assert [float(ax.images[0].get_array().max()) for ax in photo.axes] == [0.05, 0.2, 0.5]
    assert "palacio" in alt
