"""Las tablas de la lección 03 dicen lo que su experimento vuelve a dar."""

import numpy as np
import pytest
from measured import assert_again

import course_lib as lib
from course_lib.lessons.lesson_03.tables import error_without
from course_lib.lessons.tables import load

TABLES = load("03")
ADAM, SGD = 0.000316, 0.00158


@pytest.mark.parametrize("name", TABLES)
def test_una_celda_de_cada_tabla_se_vuelve_a_medir(name):
    last = {key: values[-1] for key, values in TABLES[name].grid.items()}
    # lo que repite de las mentiras son unas 370 etiquetas: un punto son cuatro
    measured = ("train", "validation", "test", "train on", "missing")
    assert_again(name, measured, **last | {"learning_rate": ADAM if "adam" in name else SGD})


def test_sin_quitar_nada_el_error_es_el_de_la_red_y_sin_nadie_el_del_azar():
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((500, 20)).astype("float32"), rng.integers(0, 4, 500)
    layers = [lib.Input(shape=(20,)), lib.layers.Dense(64, "relu"), lib.layers.Dropout(0.5)]
    model = lib.Sequential([*layers, lib.layers.Dense(4)], seed=0)
    model.compile("adam", lib.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x, y, epochs=60, verbose=0)
    whole = 100 * np.mean(model(x).argmax(axis=1) != y)
    errors = [error_without(model, x, y, part, seed=0) for part in (0, 0.5, 0.98)]
    assert errors[0] == whole
    assert whole < errors[1] < errors[2]
    assert errors[2] > 50
