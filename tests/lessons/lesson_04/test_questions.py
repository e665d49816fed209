"""Los números que el ejercicio 04 da por medidos se vuelven a medir."""

import re
from pathlib import Path

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab import datasets
from course_lib.lab.diagnostics import observe

SOURCE = Path(__file__).parents[3] / "solutions" / "src" / "04_inicializacion.py"
STARTS = {
    "A": lib.initializers.RandomNormal(stddev=0.03),
    "B": "glorot_normal",
    "C": lib.initializers.Constant(0.05),
    "D": lib.initializers.RandomNormal(stddev=1.0),
}


def measured(name):
    (values,) = re.findall(rf"^{name} = \[(.+)\]$", SOURCE.read_text(encoding="utf-8"), re.M)
    return [float(value) for value in values.split(",")]


def life(start, seed):
    """Pérdida inicial, neuronas distintas, aciertos y gradientes de la red de la 4.6."""
    rng = np.random.default_rng(seed)
    images, digits = datasets.load_mnist()
    order = rng.permutation(len(images))[:2000]
    x, y = images[order].reshape(2000, -1) / 255, digits[order]
    dense, options = lib.layers.Dense, {"kernel_initializer": STARTS[start]}
    with lib.config.use_floatx("float64"):
        hidden = [dense(32, "tanh", **options) for _ in range(8)]
        model = lib.Sequential([lib.Input(shape=(784,)), *hidden, dense(10, **options)], seed=seed)
        loss = lib.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=lib.optimizers.SGD(0.1), loss=loss)
        first = float(loss(y[:1000], model(x[:1000])))
        gradients = [stats.grad_std for stats in observe(model, x[:1000], y[:1000])[:8]]
        model.fit(x[:1000], y[:1000], batch_size=50, epochs=15, verbose=0)
    kernel = hidden[0].kernel.value
    distinct = len(np.unique(np.round(kernel / abs(kernel).max(), 4), axis=1).T)
    right = 100 * np.mean(model(x[1000:]).argmax(axis=1) == y[1000:])
    return first, distinct, right, *gradients


@pytest.mark.parametrize("start", STARTS)
def test_la_tabla_de_la_pregunta_4_6_se_repite(start):
    row = "ABCD".index(start)
    lives = np.array([life(start, seed) for seed in range(5)])
    first, distinct, right = lives.mean(axis=0)[:3]
    gradients = np.exp(np.log(lives[:, 3:]).mean(axis=0))
    # Son las mismas cinco semillas: cambia el redondeo, que en D llega a mover los aciertos
    assert first == pytest.approx(measured("start_loss")[row], abs=0.02)
    assert distinct == measured("start_distinct")[row]
    assert right == pytest.approx(measured("start_accuracy")[row], abs=2)
    if start == "C":
        assert gradients.max() < 1e-19
    else:
        assert gradients == pytest.approx(measured(f"grad_{start.lower()}"), rel=0.06)


def test_la_tabla_y_la_figura_dicen_lo_mismo():
    text = SOURCE.read_text(encoding="utf-8")
    exponents = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    for row, start in enumerate("ABCD"):
        (line,) = re.findall(rf"^# \| {start} \| (.+) \|$", text, re.M)
        cells = line.translate(exponents).replace(" · 10", "e").replace(",", ".").split("|")
        first, last_layer, first_layer, distinct, right = map(float, cells)
        assert first == measured("start_loss")[row]
        assert distinct == measured("start_distinct")[row]
        assert right == measured("start_accuracy")[row]
        gradient = [0, 0] if start == "C" else measured(f"grad_{start.lower()}")
        assert (first_layer, last_layer) == (gradient[0], gradient[-1])


def test_el_factor_de_la_4_6_es_la_ganancia():
    gradient = measured("grad_a")
    factor = (gradient[0] / gradient[-1]) ** (1 / 7)
    assert factor == pytest.approx(0.17, abs=0.005)
    assert 0.03 * np.sqrt(32) == pytest.approx(factor, rel=0.02)


def test_la_misma_capa_repetida_desordena_la_senal_de_la_4_3():
    def growth(same, seed):
        h, rng = np.random.default_rng(99).standard_normal((100, 40)), np.random.default_rng(seed)
        kernels = [rng.standard_normal((40, 40)) / np.sqrt(40) for _ in range(60)]
        for kernel in kernels[:1] * 60 if same else kernels:
            h = h @ kernel
        return h.std()

    repeated, fresh = ([growth(same, seed) for seed in range(20)] for same in (True, False))
    assert max(repeated) > 100
    assert min(fresh) > 0.1
    assert max(fresh) < 5
