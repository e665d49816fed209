"""Seguir a una red mientras memoriza."""

import numpy as np

import course_lib as lib
from course_lib.lab import trials
from course_lib.lab.datasets import Split
from course_lib.lab.diagnostics import norm
from course_lib.lessons.lesson_01 import runs


def test_mira_las_mentiras_la_validacion_y_los_pesos(monkeypatch):
    monkeypatch.setattr(trials, "ROUNDS", 2)
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((100, 6)).astype("float32"), rng.integers(0, 3, 100)
    told = np.where(np.arange(100) < 20, (y + 1) % 3, y)  # mienten las veinte primeras
    layers = [lib.Input(shape=(6,)), lib.layers.Dense(8, "relu"), lib.layers.Dense(3)]
    model = lib.Sequential(layers, seed=0)
    model.compile("sgd", lib.losses.SparseCategoricalCrossentropy(from_logits=True))
    curves = runs.follow(model, Split(x, y), told, Split(x[50:], y[50:]))
    answers = model(x).argmax(axis=1)
    assert {curve.shape for curve in curves.values()} == {(2,)}
    assert curves["repeated"][-1] == 100 * np.mean(answers[:20] == told[:20])
    assert curves["truth"][-1] == 100 * np.mean(answers[:20] == y[:20])
    assert curves["validation"][-1] == 100 * np.mean(answers[50:] != y[50:])
    assert curves["norm"][-1] == norm(layer.kernel.value for layer in model.layers)


def test_las_dos_maneras_coinciden_con_sgd_y_no_con_adam():
    with lib.config.use_floatx("float64"):
        simple, adam = (runs.shrunk(lib, name, seed=1) for name in ("SGD", "Adam"))
        np.testing.assert_allclose(simple(l2=0.125), simple(weight_decay=0.25), atol=1e-12)
        assert abs(simple(l2=0.125) - simple()).max() > 0.1
        assert abs(adam(l2=0.125) - adam(weight_decay=0.25)).max() > 0.01
