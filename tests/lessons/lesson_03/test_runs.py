"""Seguir un entrenamiento y repartir las mismas máscaras."""

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab import parity, trials
from course_lib.lab.datasets import Split
from course_lib.lessons.lesson_03 import runs


def network(drop):
    layers = [lib.Input(shape=(6,)), lib.layers.Dense(8, "relu"), drop, lib.layers.Dense(3)]
    model = lib.Sequential(layers, seed=0)
    model.compile("sgd", lib.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def test_sigue_con_mascara_sin_ella_y_en_validacion(monkeypatch):
    monkeypatch.setattr(trials, "ROUNDS", 2)
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((100, 6)).astype("float32"), rng.integers(0, 3, 100)
    model = network(lib.layers.Dropout(0.5))
    curves = runs.follow(model, x, y, Split(x[:50], y[:50]))
    assert curves.shape == (3, 2)
    assert curves[1, -1] == 100 * np.mean(model(x).argmax(axis=1) != y)
    assert curves[2, -1] == 100 * np.mean(model(x[:50]).argmax(axis=1) != y[:50])
    assert (curves[0] != curves[1]).any()


def test_las_dos_capas_apagan_a_las_mismas_neuronas():
    pytest.importorskip("keras")
    x = np.ones((4, 6))
    with parity.use_floatx("float64"):
        ours, theirs = (
            make(*args)
            for make, args in zip(
                runs.same_masks(parity.load_keras(), 0.25), [(0.25,), ()], strict=True
            )
        )
        masked = ours(x, training=True)
        np.testing.assert_array_equal(masked, np.asarray(theirs(x, training=True)))
        assert set(np.unique(masked)) == {0, 1 / 0.75}
        np.testing.assert_array_equal(np.asarray(theirs(x)), x)
