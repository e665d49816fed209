"""Los dibujos de la lección 02 cuentan lo que de verdad se ve."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib.lab import viz
from course_lib.lab.experiments import Results
from course_lib.lessons.lesson_02 import figures as lesson_02


@pytest.fixture
def shown(monkeypatch):
    """Las figuras que se habrían mostrado, con su descripción."""
    figures = []
    monkeypatch.setattr(viz, "show", lambda fig, alt: figures.append((fig, viz.check_alt(alt))))
    return figures


def measured(grid, **metrics):
    """Una tabla de una semilla en que la segunda tasa de aprendizaje es la mejor en validación."""
    lengths = [len(values) for values in grid.values()]
    validation = np.ones((*lengths, 2, 1))
    validation[..., 1, :] = 0
    stored = {
        name: np.stack([np.full(lengths, 99.0), np.asarray(values, float)], axis=-1)[..., None]
        for name, values in metrics.items()
    }
    return Results(
        grid | {"learning_rate": [0.1, 0.2]}, [0], stored | {"validation": validation}, 1.0
    )


SIZES = {"examples": [100, 500, 3500], "shift": [0, 2]}


def test_la_curva_devuelve_sin_y_con_aumento_con_la_mejor_tasa(shown):
    table = measured(SIZES, test=[[9, 6], [5, 3], [2, 1]])
    without, augmented = lesson_02.learning_curve(table)
    np.testing.assert_array_equal(without, [9, 5, 2])
    np.testing.assert_array_equal(augmented, [6, 3, 1])
    labels = [label.get_text() for label in shown[0][0].axes[0].get_xticklabels()]
    assert labels == ["100", "500", "3.500"]


def test_la_paciencia_devuelve_una_fila_por_curva(shown):
    grid = {"examples": [3500], "shift": [0, 2], "epochs": [3, 10]}
    table = measured(grid, test=[[[7, 5], [8, 3]]])
    np.testing.assert_array_equal(lesson_02.patience(table), [[7, 5], [8, 3]])
    assert len(shown) == 1


def test_la_red_chica_devuelve_entrenamiento_prueba_y_prueba_sin_aumento(shown):
    metrics = {"train": [[0, 9], [5, 20], [9, 26]], "test": [[40, 35], [30, 27], [20, 28]]}
    large = measured(SIZES, **metrics)
    small = measured(
        SIZES | {"units": ["4"]}, **{k: np.array(v)[..., None] for k, v in metrics.items()}
    )
    told, unseen, plain = lesson_02.two_capacities(large, small)
    np.testing.assert_array_equal(told, [9, 20, 26])
    np.testing.assert_array_equal(unseen, [35, 27, 28])
    np.testing.assert_array_equal(plain, [40, 30, 20])
    assert [ax.get_title(loc="left") for ax in shown[0][0].axes][1] == "4 neuronas"


def test_el_cruce_escribe_cada_error_en_su_casilla(shown):
    metrics = {
        name: [4 * row + k for row in range(4)] for k, name in enumerate(lesson_02.CONDITIONS)
    }
    cells = lesson_02.crossing(measured({"study": ["a", "b", "c", "d"]}, **metrics))
    np.testing.assert_array_equal(cells[1], [4, 5, 6])
    texts = [text.get_text() for text in shown[0][0].axes[0].texts]
    assert texts[3:6] == ["4 %", "5 %", "6 %"]


def test_los_aumentos_se_ordenan_como_en_la_grilla(shown):
    errors = lesson_02.arms(
        Results(
            {"name": ["nada", "girar"], "learning_rate": [0.1, 0.2]},
            [0, 1],
            {"validation": np.array([[[9.0, 7], [8, 6]], [[4, 4], [5, 5]]])},
            1.0,
        )
    )
    np.testing.assert_array_equal(errors, [7, 4])
    labels = [label.get_text() for label in shown[0][0].axes[0].get_yticklabels()]
    assert labels == ["nada", "girar"]


def test_cada_digito_de_cabeza_dice_la_respuesta_mas_comun(shown):
    share = np.zeros((10, 10))
    share[:, 3] = 60
    lesson_02.upside_down([np.zeros((4, 4, 1))] * 10, share)
    assert shown[0][0].axes[6].get_title() == "6: dice 3 (60 %)"


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
