"""Los números que el ejercicio 08 da por medidos se vuelven a medir."""

import re
from pathlib import Path

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab import datasets
from course_lib.lessons.lesson_08.questions import q4, q5, shared

SOURCE = Path(__file__).parents[3] / "solutions" / "src" / "08_batch_normalization.py"
TEXT = SOURCE.read_text(encoding="utf-8")


def measured(name):
    (values,) = re.findall(rf"^{name} = \[(.+)\]$", TEXT, re.M)
    return [float(value) for value in values.split(",")]


def train(size, normalize, seed):
    """La red de la pregunta 8.6, entrenada, con sus dígitos de entrenamiento y de validación."""
    rng = np.random.default_rng(seed)
    images, digits = datasets.load_mnist()
    order = rng.permutation(len(images))[:3000]
    x, y = images[order].reshape(3000, -1).astype(np.float32) / 255, digits[order]
    stack = [lib.Input(shape=(784,))]
    for _ in range(2):
        stack.append(lib.layers.Dense(64, use_bias=not normalize, kernel_initializer="he_normal"))
        stack += [lib.layers.BatchNormalization(momentum=0.9)] if normalize else []
        stack.append(lib.layers.Activation("relu"))
    model = lib.Sequential([*stack, lib.layers.Dense(10)], seed=seed)
    model.compile(
        optimizer=lib.optimizers.SGD(learning_rate=0.02),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(x[:2000], y[:2000], batch_size=size, epochs=3, verbose=0)
    return model, x[:2000], (x[2000:], y[2000:])


def error(model, data):
    return 100 * (1 - model.evaluate(*data, verbose=0)[1])


def with_norm(size, seed):
    """Error, error recalibrada y varianza móvil sobre la verdadera."""
    model, x, val = train(size, True, seed)
    found = error(model, val)
    norms = [layer for layer in model.layers if isinstance(layer, lib.layers.BatchNormalization)]
    true = (x @ model.get_weights()[0]).var(axis=0).mean()
    ratio = norms[0].moving_variance.value.mean() / true
    for layer in norms:
        layer.momentum = 0.0
    model(x, training=True)
    return found, error(model, val), ratio


# Tres veces la desviación estándar entre semillas: sin BN, con BN y recalibrada
@pytest.mark.parametrize(
    ("size", "slack"), [(2, (4.5, 9.6, 7.7)), (8, (3.5, 2, 2.8)), (128, (7.9, 3.8, 4.4))]
)
def test_la_tabla_de_la_pregunta_8_6_se_repite(size, slack):
    row = measured("table_size").index(size)
    model, _, val = train(size, False, seed=0)
    found, recalibrated, ratio = with_norm(size, seed=0)
    errors = error(model, val), found, recalibrated
    for name, value, margin in zip(("without", "with", "recalibrated"), errors, slack, strict=True):
        assert value == pytest.approx(measured(f"table_{name}")[row], abs=margin)
    assert ratio == pytest.approx(measured("table_ratio")[row], abs=0.15)


def test_bn_conviene_desde_ocho_ejemplos_por_lote():
    without, normalized = measured("table_without"), measured("table_with")
    wins = [a > b for a, b in zip(without, normalized, strict=True)]
    assert wins == [size >= 8 for size in measured("table_size")]
    again = [
        [error(*train(8, normalize, seed)[::2]) for normalize in (False, True)] for seed in range(5)
    ]
    assert np.mean([a - b for a, b in again]) > 0.5  # en la tabla, 1,7


@pytest.mark.parametrize("size", [2, 4, 5, 8])
def test_la_varianza_del_lote_vale_en_promedio_la_fraccion_pedida(size):
    lots = np.random.default_rng(0).standard_normal((200_000, size))
    assert lots.var(axis=1).mean() == pytest.approx((size - 1) / size, abs=0.01)
    row = dict(zip(measured("table_size"), measured("table_ratio"), strict=True))
    if size in row:
        assert row[size] == pytest.approx((size - 1) / size, abs=0.02)


def test_la_tabla_y_la_figura_dicen_lo_mismo():
    for label, name in (
        ("ejemplos por lote", "table_size"),
        ("error sin BN (%)", "table_without"),
        ("error con BN (%)", "table_with"),
        ("error con BN, recalibrada (%)", "table_recalibrated"),
        ("varianza móvil ÷ verdadera", "table_ratio"),
    ):
        (row,) = re.findall(rf"^# \| {re.escape(label)} \| (.+) \|$", TEXT, re.M)
        assert [float(v.replace(",", ".")) for v in row.split("|")] == measured(name)


def test_la_vuelta_por_grupos_es_la_derivada():
    rng = np.random.default_rng(0)
    shape, step = (3, 2, 4), 1e-5
    x, gamma, delta = rng.standard_normal((3, *shape))

    def loss(values):
        return np.sum(delta * gamma * shared._x_hat(values, 2, shared.GROUP_EPSILON))

    numeric = np.zeros(shape)
    for index in np.ndindex(shape):
        move = np.zeros(shape)
        move[index] = step
        numeric[index] = (loss(x + move) - loss(x - move)) / (2 * step)
    std = np.sqrt(x.var(axis=2, keepdims=True) + shared.GROUP_EPSILON)
    x_hat = shared._x_hat(x, 2, shared.GROUP_EPSILON)
    assert np.allclose(q4.group_backward(x_hat, std, gamma * delta, 2), numeric, atol=1e-8)


def test_la_red_de_la_pregunta_8_5_es_la_que_describe_el_enunciado():
    net = q5._Trapped.draw(np.random.default_rng(0))
    stale, fixed = net.accuracy(net.stale), net.accuracy(q5._gather(net.hidden, net.x_train))
    assert net.x_train.shape == net.x_val.shape == (512, 6)
    assert set(net.y_val) == set(range(4))
    assert net.sizes == sorted(net.sizes)
    assert stale < fixed - 15
    assert 512 // 16 * 2 == 64  # pasos en dos épocas con lotes de 16


def test_el_error_plantado_da_los_sintomas_del_enunciado():
    namespace = {"np": np}
    (code,) = re.findall(r"^def broken_batch_norm.+?(?=^# %%)", TEXT, re.M | re.S)
    exec(code, namespace)
    broken = namespace["broken_batch_norm"]
    state = (np.ones(2), np.zeros(2), np.zeros(2), np.ones(2), 0.99, 1e-3)
    pair = np.array([[1.0, 5.0], [3.0, -4.0]])
    alone, together = (broken(x, *state, False)[0][0] for x in (pair[:1], pair))
    assert (alone == 0).all()
    assert np.abs(together).min() > 0.9
    moved = broken(pair, *state, True)[1]
    assert moved == pytest.approx(0.99 * pair.mean(axis=0))
