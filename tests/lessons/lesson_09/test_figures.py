"""Los dibujos de la lección 09 muestran los números que reciben."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_09 import figures as lesson_09


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


@pytest.fixture
def table():
    """Dos recetas, dos tasas, dos semillas y tres épocas: con He conviene 0,5 y con BN, 0,25."""
    curve = np.array(
        [
            [[[40, 30, 20], [40, 30, 22]], [[10, 12, 14], [10, 13, 16]]],
            [[[9, 8, 7], [11, 8, 5]], [[50, 50, 50], [50, 50, 50]]],
        ],
        dtype=float,
    )
    end = curve[..., -1]
    metrics = {
        "validation": end,
        "test": end + 1,
        "seconds": np.ones_like(end),
        "validation curve": curve,
        "test curve": curve + 1,
    }
    grid = {"recipe": ["He", "BN"], "learning_rate": [0.25, 0.5]}
    return Results(grid, [0, 1], metrics, 1.0)


@pytest.fixture
def final():
    """Las mismas recetas con su tasa: al final y en la mejor época."""
    test = np.array([[[15, 17], [11, 11]], [[8, 6], [8, 6]]], dtype=float)
    grid = {"recipe": ["He", "BN"], "stop": ["última época", "a tiempo"]}
    return Results(grid, [3, 4], {"test": test}, 1.0)


def test_las_curvas_son_las_de_la_tasa_pedida(shown, table):
    curves = lesson_09.curves(table, [("He", 0.25), ("BN", 0.5)])
    assert curves["He"][0].tolist() == [40, 30, 20]
    assert "He baja a 21 en la época 3 y se queda; BN baja a 50" in shown[0][1]


def test_la_descripcion_dice_si_la_curva_vuelve_a_subir(shown, table):
    lesson_09.curves(table, [("He", 0.5)])
    assert "He baja a 10 en la época 1 y vuelve a subir hasta 15" in shown[0][1]


def test_la_escalera_muestra_las_semillas_de_la_ultima_epoca(shown, final):
    errors = lesson_09.ladder(final)
    assert {name: runs.tolist() for name, runs in errors.items()} == {"He": [15, 17], "BN": [8, 6]}
    (fig, alt) = shown[0]
    (mean,) = [line for line in fig.axes[0].lines if line.get_marker() == "|"]
    assert mean.get_xdata().tolist() == [16, 7]
    assert "He, 16; BN, 7" in alt


def test_la_escalera_escribe_los_errores_que_no_caben(shown, final):
    final.metrics["test"][0, 0] = [90, 66]
    lesson_09.ladder(final)
    assert [text.get_text() for text in shown[0][0].axes[0].texts] == ["66 y 90"]


def test_epocas_hasta_la_meta():
    curve = np.array([[9.0, 5.0, 6.0], [9.0, 8.0, 7.0]])
    assert lesson_09.epochs_to(curve, 5) == [2, None]


def test_la_tasa_mas_rapida_es_aquella_en_que_llegan_todas_las_semillas(table):
    assert lesson_09.fastest(table, 9) == {"BN": [1, 2]}
    assert lesson_09.fastest(table, 22) == {"He": [1, 1], "BN": [1, 1]}


def test_el_resumen_dice_la_tasa_las_epocas_y_los_aciertos(table, final):
    header, he, bn = lesson_09.summary(table, final, table, target=9).splitlines()
    assert header.split()[:2] == ["receta", "tasa"]
    assert he.split()[:2] == ["He", "0,5"]
    assert he.count("no llega") == 2
    assert bn.count("1 a 2") == 2
    assert "93 ± 1" in bn


def test_detenerse_a_tiempo_contra_la_ultima_epoca(shown, final):
    last, early = lesson_09.stopped(final)
    assert last["He"].tolist() == [15, 17]
    assert early["He"].tolist() == [11, 11]
    assert early["BN"].tolist() == [8, 6]
    assert "He, de 16 a 11" in shown[0][1]


def test_las_curvas_largas_se_comparan_en_el_presupuesto_y_al_final(shown):
    curve = np.array([[[5, 8, 12], [5, 8, 14]], [[15, 11, 7], [15, 11, 7]]], dtype=float)
    grid = {"recipe": ["He + aumento", "He + dropout + aumento"]}
    grid |= {"epochs": [3], "learning_rate": [0.25]}
    metrics = {"test curve": curve.reshape(2, 1, 1, 2, 3)}
    curves = lesson_09.longer(Results(grid, [0, 1], metrics, 1.0), 0.25, budget=2)
    assert curves["He + aumento"].tolist() == curve[0].tolist()
    assert "He + aumento, 8 a las 2 épocas y 13 al terminar" in shown[0][1]


def test_las_tasas_se_muestran_sin_elegir(shown, table):
    means = lesson_09.rates(table, ["He", "BN"])
    assert means["He"].tolist() == [21, 15]
    (arrow,) = [
        line
        for line in shown[0][0].axes[0].lines
        if line.get_marker() == "^" and len(line.get_xdata())
    ]
    assert 0.4 < arrow.get_xdata() < 0.5  # BN con 0,5 falla 50 %: no cabe


def test_cuatro_puntos_y_el_explorador_dibujan_lo_mismo(shown, table):
    ends = lesson_09.four_points(table, [("He", 0.25), ("BN", 0.5)])
    assert ends == [21, 50]
    fig = Figure()
    alt = lesson_09.playground(table)(fig, recipe="He", learning_rate=0.5)
    assert "termina en 15 % y su menor promedio es 10 %" in alt
    assert fig.axes[0].lines[0].get_ydata().tolist() == [10, 12.5, 15]
    lesson_09.playground(table)(fig, recipe="BN", learning_rate=0.5)
    assert len(fig.axes) == 1


def test_keras_va_sobre_la_banda(shown):
    lesson_09.keras_in_band(np.array([[9.0, 5.0], [8.0, 6.0]]), np.array([8.5, 5.5]))
    assert shown[0][0].axes[0].lines[-1].get_ydata().tolist() == [8.5, 5.5]
