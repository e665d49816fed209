"""Paridad de lo que entrena una red: pérdidas, exactitud y optimizadores dan lo que en Keras."""

import numpy as np
import pytest
from closeness import EXACT, differ, normal

import course_lib as lib

# Pérdidas


def probabilities(*shape, seed=0):
    p = np.random.default_rng(seed).uniform(0.05, 1, shape)
    return p / p.sum(axis=-1, keepdims=True)


def one_hot(n, classes):
    return np.eye(classes)[np.random.default_rng(2).integers(classes, size=n)]


LOSSES = {
    "MSE": ("MeanSquaredError", {}, normal(6, 3), normal(6, 3, seed=1)),
    "MSE de imágenes": ("MeanSquaredError", {}, normal(4, 2, 3), normal(4, 2, 3, seed=1)),
    "MSE de una columna": ("MeanSquaredError", {}, normal(6), normal(6, 1, seed=1)),
    "BCE": ("BinaryCrossentropy", {}, one_hot(6, 2), np.random.default_rng(1).random((6, 2))),
    "BCE en los extremos": (
        "BinaryCrossentropy",
        {},
        np.array([[0.0], [1], [0], [1]]),
        np.array([[0.0], [0], [1], [1]]),
    ),
    "BCE de puntajes": ("BinaryCrossentropy", {"from_logits": True}, one_hot(6, 2), normal(6, 2)),
    "BCE de puntajes enormes": (
        "BinaryCrossentropy",
        {"from_logits": True},
        one_hot(6, 2),
        500 * normal(6, 2),
    ),
    "CE": ("CategoricalCrossentropy", {}, one_hot(6, 4), probabilities(6, 4)),
    "CE suave": ("CategoricalCrossentropy", {}, probabilities(6, 4, seed=3), probabilities(6, 4)),
    "CE sin normalizar": ("CategoricalCrossentropy", {}, one_hot(6, 4), 3 * probabilities(6, 4)),
    "CE en los extremos": ("CategoricalCrossentropy", {}, np.eye(3), np.eye(3)[[0, 0, 2]]),
    "CE de puntajes": (
        "CategoricalCrossentropy",
        {"from_logits": True},
        one_hot(6, 4),
        normal(6, 4),
    ),
    "CE de puntajes enormes": (
        "CategoricalCrossentropy",
        {"from_logits": True},
        one_hot(6, 4),
        500 * normal(6, 4),
    ),
    "CE dispersa": (
        "SparseCategoricalCrossentropy",
        {},
        np.array([0, 3, 1, 1, 2, 0]),
        probabilities(6, 4),
    ),
    "CE dispersa en columna": (
        "SparseCategoricalCrossentropy",
        {},
        np.array([[0], [3], [1]]),
        probabilities(3, 4),
    ),
    "CE dispersa de puntajes": (
        "SparseCategoricalCrossentropy",
        {"from_logits": True},
        np.array([0, 3, 1, 1, 2, 0]),
        normal(6, 4),
    ),
    "CE dispersa de secuencias": (
        "SparseCategoricalCrossentropy",
        {"from_logits": True},
        np.array([[0, 3], [1, 1], [2, 0]]),
        normal(3, 2, 4),
    ),
}


@pytest.mark.parametrize(("name", "options", "y", "prediction"), LOSSES.values(), ids=LOSSES)
def test_cada_perdida_y_su_gradiente_son_los_de_keras(keras, name, options, y, prediction):
    import tensorflow as tf

    ours = getattr(lib.losses, name)(**options)
    theirs = getattr(keras.losses, name)(**options)
    p = tf.constant(prediction)
    with tf.GradientTape() as tape:
        tape.watch(p)
        value = theirs(y, p)
    assert differ([ours(y, prediction)], [value]) < 1e-11
    assert differ([ours.gradient(y, prediction)], [tape.gradient(value, p)]) < 1e-11


# Métricas

PREDICTIONS = {
    "clases": (np.array([0, 3, 1, 1, 2, 0]), normal(6, 4)),
    "clases en columna": (np.array([[0], [3], [1], [1], [2], [0]]), normal(6, 4)),
    "one-hot": (one_hot(6, 4), normal(6, 4)),
    "una salida": (np.array([0, 1, 1, 0, 1, 0]), normal(6, 1)),
    "una salida, en columna": (np.array([[0], [1], [1], [0]]), normal(4, 1)),
    "dos salidas": (one_hot(6, 2), normal(6, 2)),
    "secuencias": (np.array([[0, 3], [1, 1], [2, 0]]), normal(3, 2, 4)),
}


@pytest.mark.parametrize(("y", "prediction"), PREDICTIONS.values(), ids=PREDICTIONS)
def test_la_exactitud_es_la_que_keras_elige_para_cada_forma(keras, y, prediction):
    model = keras.Sequential([keras.layers.Activation("linear")])
    model.compile(loss="mse", metrics=["accuracy"], run_eagerly=True)
    # la pérdida no interesa: se compara solo la métrica
    model.compute_metrics(prediction, y, prediction)
    (metric,) = (m for m in model.metrics if m.name != "loss")
    metric.update_state(y, prediction)
    theirs = metric.result()
    theirs = theirs["accuracy"] if isinstance(theirs, dict) else theirs
    assert lib.metrics.accuracy(y, prediction) == pytest.approx(float(theirs), abs=1e-7)


# Optimizadores

OPTIMIZERS = {
    "SGD": lambda lib: lib.optimizers.SGD(2**-4),
    "SGD con momento": lambda lib: lib.optimizers.SGD(2**-4, momentum=0.75),
    "SGD de Nesterov": lambda lib: lib.optimizers.SGD(2**-4, momentum=0.75, nesterov=True),
    "SGD con decaimiento": lambda lib: lib.optimizers.SGD(2**-4, weight_decay=2**-5),
    "SGD con todo": lambda lib: lib.optimizers.SGD(2**-4, 0.5, True, weight_decay=2**-5),
    "Adam": lambda lib: lib.optimizers.Adam(2**-4, 0.5, 0.75, epsilon=2**-20),
    "Adam con decaimiento": lambda lib: lib.optimizers.Adam(
        2**-4, 0.75, 0.875, 2**-4, weight_decay=2**-5
    ),
    "AdamW": lambda lib: lib.optimizers.AdamW(2**-4, 2**-5, 0.5, 0.75, epsilon=2**-20),
}
BY_DEFAULT = {
    "SGD": lambda lib: lib.optimizers.SGD(),
    "Adam": lambda lib: lib.optimizers.Adam(),
    "AdamW": lambda lib: lib.optimizers.AdamW(),
    "sgd": lambda lib: lib.optimizers.get("sgd"),
    "adam": lambda lib: lib.optimizers.get("adam"),
    "adamw": lambda lib: lib.optimizers.get("adamw"),
}


def many_steps(build, keras, exclude=lambda optimizer, weights: None):
    """120 pasos hacia un blanco que se mueve; devuelve los pesos de las dos bibliotecas."""
    import tensorflow as tf

    ours, theirs = build(lib), build(keras)
    parameters = [
        lib.layers.Parameter(normal(4, 3), "dense/kernel"),
        lib.layers.Parameter(normal(3), "dense/bias"),
    ]
    variables = [keras.Variable(p.value.copy(), name=p.name.split("/")[1]) for p in parameters]
    exclude(ours, parameters), exclude(theirs, variables)
    theirs.build(variables)

    @tf.function
    def step(*targets):
        theirs.apply([v - t for v, t in zip(variables, targets, strict=True)], variables)

    for seed in range(120):
        targets = [normal(4, 3, seed=seed), normal(3, seed=seed)]
        for parameter, target in zip(parameters, targets, strict=True):
            parameter.grad = parameter.value - target
        ours.step(parameters)
        step(*map(tf.constant, targets))
    return [p.value for p in parameters], variables


@pytest.mark.parametrize("build", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_cada_optimizador_sigue_a_keras_por_muchos_pasos(keras, build):
    ours, theirs = many_steps(build, keras)
    assert differ(ours, theirs) < EXACT
    assert differ(ours, [normal(4, 3), normal(3)]) > 0.1  # y se movieron


@pytest.mark.parametrize("build", BY_DEFAULT.values(), ids=BY_DEFAULT)
def test_cada_optimizador_por_defecto_sigue_a_keras_hasta_su_redondeo(keras, build):
    ours, theirs = many_steps(build, keras)
    # 1 − 0,999 pierde cinco cifras en float32
    assert differ(ours, theirs) < 1e-5
    assert differ(ours, [normal(4, 3), normal(3)]) > 0.01


EXCLUSIONS = {
    "por nombre": lambda optimizer, weights: optimizer.exclude_from_weight_decay(
        var_names=["bias", "gamma"]
    ),
    "por variable": lambda optimizer, weights: optimizer.exclude_from_weight_decay(
        var_list=[weights[0]]
    ),
    "por el nombre de la capa, que no cuenta": (
        lambda optimizer, weights: optimizer.exclude_from_weight_decay(var_names=["dense"])
    ),
    "de nada": lambda optimizer, weights: optimizer.exclude_from_weight_decay(),
}


@pytest.mark.parametrize("exclude", EXCLUSIONS.values(), ids=EXCLUSIONS)
def test_lo_excluido_del_decaimiento_es_lo_mismo_que_en_keras(keras, exclude):
    def build(lib):
        return lib.optimizers.SGD(2**-4, weight_decay=0.25)

    assert differ(*many_steps(build, keras, exclude)) < EXACT
