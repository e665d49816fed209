"""Las tablas de la lección 02 dicen lo que su experimento vuelve a dar."""

import numpy as np
import pytest
from measured import assert_again

import course_lib as lib
from course_lib.lessons.lesson_02.tables import averaged, body, moved, recipe
from course_lib.lessons.tables import load

TABLES = load("02")
MEASURED = ("train", "validation", "test", "shifted", "rotated", "averaged")


@pytest.mark.parametrize("name", TABLES)
def test_una_celda_de_cada_tabla_se_vuelve_a_medir(name):
    first = {key: values[0] for key, values in TABLES[name].grid.items()}
    assert_again(name, MEASURED, **first | {"learning_rate": 0.0158})


def test_correr_baja_y_lleva_a_la_derecha_y_rellena_con_ceros():
    x = np.arange(1.0, 13).reshape(1, 3, 4, 1)
    np.testing.assert_array_equal(
        moved(x, 1, -2)[0, ..., 0], [[0, 0, 0, 0], [3, 4, 0, 0], [7, 8, 0, 0]]
    )


def test_el_promedio_es_el_de_las_probabilidades_de_las_25_versiones():
    x = np.random.default_rng(0).random((6, 28, 28, 1)).astype("float32")
    layers = [lib.Input(shape=(28, 28, 1)), lib.layers.Flatten(), lib.layers.Dense(10)]
    model = lib.Sequential(layers, seed=0)
    by_hand = np.zeros((6, 10))
    for i in (-2, -1, 0, 1, 2):
        for j in (-2, -1, 0, 1, 2):
            by_hand += lib.activations.softmax(model(moved(x, i, j))) / 25
    np.testing.assert_allclose(averaged(model, x), by_hand, atol=1e-6)


@pytest.mark.parametrize("study", TABLES["02_cruce"].grid["study"])
def test_cada_aumento_cambia_las_imagenes_salvo_no_hacer_nada(study):
    x = np.random.default_rng(0).random((20, 28, 28, 1)).astype("float32")
    model = lib.Sequential([lib.Input(shape=(28, 28, 1)), *recipe(study)], seed=0)
    assert (model(x, training=True) != x).any() == (study != "nada")
    np.testing.assert_array_equal(model(x), x)


@pytest.mark.parametrize(("network", "convolutions"), [("128, 128", 0), ("convolución", 2)])
def test_la_red_es_la_que_dice_su_nombre(network, convolutions):
    layers = [lib.Input(shape=(28, 28, 1)), *body(network), lib.layers.Dense(10)]
    model = lib.Sequential(layers, seed=0)
    kinds = [type(layer) for layer in model.layers]
    assert kinds.count(lib.layers.Conv2D) == convolutions
    assert model(np.zeros((2, 28, 28, 1), "float32")).shape == (2, 10)
