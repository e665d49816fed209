"""Los números que el ejercicio 01 da por medidos se vuelven a medir."""

import re
from pathlib import Path

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab import datasets

SOURCE = Path(__file__).parents[3] / "solutions" / "src" / "01_regularizacion_l2.py"


def measured(name):
    (values,) = re.findall(rf"^{name} = \[(.+)\]$", SOURCE.read_text(encoding="utf-8"), re.M)
    return [float(value) for value in values.split(",")]


def errors(l2, seed):
    """Errores de entrenamiento y validación, en %, del experimento que describe la pregunta 1.6."""
    rng = np.random.default_rng(seed)
    images, digits = datasets.load_mnist()
    order = rng.permutation(len(images))[:2000]
    x = images[order].reshape(2000, -1).astype(np.float32) / 255
    y = datasets.add_label_noise(digits[order], 0.2, 10, rng)
    model = lib.Sequential(
        [
            lib.Input(shape=(784,)),
            lib.layers.Dense(
                128,
                activation="relu",
                kernel_initializer="he_normal",
                kernel_regularizer=lib.regularizers.L2(l2),
            ),
            lib.layers.Dense(10, kernel_regularizer=lib.regularizers.L2(l2)),
        ],
        seed=seed,
    )
    model.compile(
        optimizer=lib.optimizers.SGD(learning_rate=0.02, momentum=0.9),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(x[:1000], y[:1000], batch_size=32, epochs=60, verbose=0)
    parts = (x[:1000], y[:1000]), (x[1000:], y[1000:])
    return [100 * (1 - model.evaluate(*part, verbose=0)[1]) for part in parts]


@pytest.mark.parametrize("l2", [0.001, 0.01, 0.03])
def test_la_curva_de_la_pregunta_1_6_se_repite(l2):
    row = measured("curve_l2").index(l2)
    train, val = errors(l2, seed=0)
    # La desviación estándar entre semillas llega a 1,7 puntos
    assert train == pytest.approx(measured("curve_train")[row], abs=4)
    assert val == pytest.approx(measured("curve_val")[row], abs=4)


def test_la_tabla_y_la_figura_dicen_lo_mismo():
    text = SOURCE.read_text(encoding="utf-8")
    for label, name in (
        ("λ", "curve_l2"),
        ("error de entrenamiento (%)", "curve_train"),
        ("error de validación (%)", "curve_val"),
    ):
        (row,) = re.findall(rf"^# \| {re.escape(label)} \| (.+) \|$", text, re.M)
        assert [float(v.replace(",", ".")) for v in row.split("|")] == measured(name)
