"""Los dibujos de la lección 00 cuentan lo que de verdad se ve."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from course_lib.activations import softmax
from course_lib.lab import viz
from course_lib.lab.datasets import Split
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
    fig, alt = shown[0]
    assert "w = 0,5, donde vale 4 y la pendiente es −8" in alt
    assert "el paso mide 0,8 a lo largo del eje y llega a w = 1,3, donde la pérdida es 0,16" in alt
    assert {"pendiente −8", "un paso: 0,8"} <= texts(fig)


def texts(fig):
    """Lo que se lee dentro de los ejes."""
    return {text.get_text() for ax in fig.axes for text in ax.texts}


def test_la_galeria_dice_el_digito_la_mentira_y_cuantas_repite(shown):
    y = np.arange(12) % 10
    told = np.where(np.arange(12) < 11, (y + 1) % 10, y)
    answers = told.copy()
    answers[0] = y[0]
    lesson_00.gallery(Split(np.zeros((12, 784)), y), told, answers)
    fig, alt = shown[0]
    assert len(fig.axes) == 10
    assert fig.axes[0].get_title(loc="center") == "le dijeron 1\ny responde 0"
    assert "es un 0" in texts(fig)
    assert fig.get_suptitle() == "Mienten 11 de 12 etiquetas, y la red repite 10"
    assert "un 0 con etiqueta 1" in alt


def test_la_fila_lleva_cada_capa_y_vuelve_desde_la_perdida(shown):
    lesson_00.chain()
    fig, _ = shown[0]
    assert {"784\npíxeles", "capa de 10", "softmax", "pérdida", "puntajes"} <= texts(fig)


def test_softmax_se_dibuja_con_sus_numeros(shown):
    lesson_00.softmax_steps()
    fig, alt = shown[0]
    heights = [[bar.get_height() for bar in ax.patches] for ax in fig.axes]
    np.testing.assert_allclose(heights[1], np.exp(heights[0]))
    np.testing.assert_allclose(heights[2], softmax(np.array(heights[0])))
    assert "El puntaje 2 da 0,71, 1 da 0,26, −1 da 0,035" in alt


def test_las_pendientes_dibujadas_son_p_menos_uno_en_la_etiqueta_y_p_en_las_demas(shown):
    lesson_00.pushes()
    fig, alt = shown[0]
    p = softmax(lesson_00.SCORES)
    for k, ax in enumerate(fig.axes):
        curve, tangent, _ = ax.lines
        (x0, x1), (y0, y1) = tangent.get_data()
        slope = p[k] - (k == lesson_00.LABEL)
        assert np.isclose((y1 - y0) / (x1 - x0), slope)
        x, y = curve.get_data()
        assert np.isclose(np.interp(lesson_00.SCORES[k], x, np.gradient(y, x)), slope, atol=0.01)
    assert "0,71 en el 3, −0,74 en el 5, 0,035 en el 8" in alt
    assert "L = 1,35" in texts(fig)


@pytest.fixture
def runs():
    """Dos mundos y tres semillas; la validación toca fondo en la época 2 y memoriza en la 4."""
    validation = np.array([30.0, 16.0, 18.0, 22.0, 21.0])
    metrics = {
        "train": np.array([40.0, 20.0, 10.0, 5.0, 0.0] + [0.0] * 15),
        "validation": np.concatenate([validation, np.full(15, 21.0)]),
        "repeated": np.array([5.0, 11.0, 40.0, 78.0, 90.0] + [99.0] * 15),
        "test": np.array(21.0),
    }
    grid = {"noise": [0, 0.2]}
    stacked = {name: np.tile(v, (2, 3) + (1,) * v.ndim) for name, v in metrics.items()}
    return Results(grid, [0, 1, 2], stacked, 1.0)


def test_memoriza_desde_el_fondo_de_la_validacion_hasta_repetir_tres_de_cuatro(runs):
    assert lesson_00.memorizing(runs) == (2, 4)


def test_las_curvas_marcan_el_fondo_y_cuantas_mentiras_repite(runs, shown):
    lesson_00.learning_curves(runs)
    fig, alt = shown[0]
    assert [ax.get_title(loc="left") for ax in fig.axes] == [
        "Sin mentiras: en la prueba, 21,0 %",
        "Con mentiras: en la prueba, 21,0 %",
        "Mentiras que ya repite",
    ]
    assert {"16 %", "11", "78"} <= texts(fig)
    assert "toca fondo en la época 2 y vuelve a subir hasta la 4" in alt


def test_el_examen_parte_el_eje_en_cero_y_marca_los_puntos_de_suerte(shown):
    exam, truth = np.full((5, 30), 13.0), np.full((5, 30), 16.8)
    lesson_00.exam_luck(exam, truth, truth)
    fig, alt = shown[0]
    (ax,) = fig.axes
    assert ax.get_ylim()[0] == 0
    assert "3,8 puntos\nde suerte" in texts(fig)
    assert "los separan cerca de 4 puntos" in alt


def test_el_quiebre_une_los_valores_a_cada_lado_con_pendiente_un_medio(shown):
    lesson_00.corner()
    chord = shown[0][0].axes[0].lines[1]
    assert to_hex(chord.get_color()) == viz.COLORS["numpy"].lower()
    (x0, x1), (y0, y1) = chord.get_data()
    assert (y1 - y0) / (x1 - x0) == 0.5


def test_las_tres_tasas_dan_seis_pasos(shown):
    lesson_00.three_rates()
    fig, _ = shown[0]
    assert [len(ax.lines[1].get_xdata()) for ax in fig.axes] == [7, 7, 7]


@pytest.mark.parametrize(("eta", "top"), [(0.05, 5), (0.25, 5), (0.26, 28)])
def test_el_valle_se_mira_de_cerca_si_no_explota(eta, top):
    fig = Figure()
    lesson_00.explore(fig, eta=eta)
    (ax,) = fig.axes
    assert ax.get_ylim()[1] == top
    path = ax.lines[1].get_ydata()
    assert path.max() < top
