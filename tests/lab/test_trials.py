"""Seguir un entrenamiento."""

import numpy as np

import course_lib as lib
from course_lib.lab import trials
from course_lib.lab.datasets import Split


def network(drop):
    layers = [lib.Input(shape=(6,)), lib.layers.Dense(8, "relu"), drop, lib.layers.Dense(3)]
    model = lib.Sequential(layers, seed=0)
    model.compile("sgd", lib.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def test_sigue_con_su_azar_sin_el_y_en_validacion(monkeypatch):
    monkeypatch.setattr(trials, "ROUNDS", 2)
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((100, 6)).astype("float32"), rng.integers(0, 3, 100)
    model = network(lib.layers.Dropout(0.5))
    curves = trials.three_errors(model, x, y, Split(x[:50], y[:50]))
    assert curves.shape == (3, 2)
    assert curves[1, -1] == 100 * np.mean(model(x).argmax(axis=1) != y)
    assert curves[2, -1] == 100 * np.mean(model(x[:50]).argmax(axis=1) != y[:50])
    assert (curves[0] != curves[1]).any()
