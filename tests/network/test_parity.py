"""Paridad: con los mismos números, `course_lib` y Keras dan lo mismo, en float64.

Sobre TensorFlow, Keras redondea a float32 los hiperparámetros (0,1 pasa a ser 0,100000001) aunque
los pesos sean float64. Las potencias de dos no se redondean: con ellas se exige igualdad hasta
1e-12, y con los valores por defecto, hasta donde llega ese redondeo.

Todas las comparaciones con Keras están en este archivo: importarlo toma segundos y así lo paga un
solo proceso.
"""

import inspect
import math
import sys
from functools import partial

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab import parity

EXACT = 1e-12
FLOAT32 = 1e-6
# En TensorFlow, Keras calcula estas dos con constantes float32 aunque se le pida float64 (error de
# 5e-9 y 9e-9); las nuestras son exactas
INEXACT = {"gelu": 1e-7, "leaky_relu": 1e-7}

ACTIVATIONS = [function.__name__ for function in lib.activations.DERIVATIVES]


def normal(*shape, seed=0):
    return np.random.default_rng(seed).normal(0.2, 1.3, shape)


def differ(ours, theirs):
    return parity.max_difference(ours, [np.asarray(t) for t in theirs])


def twins(build, keras, x):
    """La misma capa en las dos bibliotecas, con los mismos pesos al azar."""
    ours, theirs = build(lib), build(keras)
    ours(x), theirs(x)
    rng = np.random.default_rng(5)
    ours.set_weights([rng.uniform(0.2, 1.5, w.shape) for w in ours.get_weights()])
    theirs.set_weights(ours.get_weights())
    return ours, theirs


def tape_gradients(function, x, weights=()):
    """La salida de Keras y sus gradientes con `GradientTape`, con un cotangente al azar."""
    import tensorflow as tf

    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
        cotangent = normal(*y.shape, seed=9)
        objective = tf.reduce_sum(y * cotangent)
    gradients = tape.gradient(objective, [x, *(w.value for w in weights)])
    return np.asarray(y), cotangent, [np.asarray(g) for g in gradients]


def same_layer(build, keras, x, training, tolerance=EXACT):
    ours, theirs = twins(build, keras, x)
    y, cotangent, gradients = tape_gradients(
        partial(theirs, training=training), x, theirs.trainable_weights
    )
    assert differ([ours(x, training=training)], [y]) < tolerance
    dx = ours.backward(cotangent)
    assert differ([dx, *(p.grad for p in ours.trainable_weights)], gradients) < tolerance
    assert differ(ours.get_weights(), theirs.get_weights()) < tolerance


# Activaciones


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_cada_activacion_y_su_derivada_son_las_de_keras(keras, name):
    x = np.concatenate([normal(40, 5), [[-30.0, -1.0, 0.0, 8.0, 30.0]]])
    y, cotangent, (gradient,) = tape_gradients(getattr(keras.activations, name), x)
    function = lib.activations.get(name)
    result = function(x)
    tolerance = INEXACT.get(name, EXACT)
    assert differ([result], [y]) < tolerance
    ours = lib.activations.backward(function, cotangent, x, result)
    assert differ([ours], [gradient]) < tolerance


# Capas

LAYERS = {
    "Dense": (lambda lib: lib.layers.Dense(4), (6, 3)),
    "Dense sin bias": (lambda lib: lib.layers.Dense(4, use_bias=False), (6, 3)),
    "Dense de secuencias": (lambda lib: lib.layers.Dense(4, "tanh"), (6, 2, 3)),
    "Flatten": (lambda lib: lib.layers.Flatten(), (6, 2, 3)),
    "Rescaling": (lambda lib: lib.layers.Rescaling(2**-8, offset=-0.5), (6, 3)),
    "Normalization con un número": (
        lambda lib: lib.layers.Normalization(mean=3.0, variance=2.0),
        (6, 2, 3),
    ),
    "Normalization con media conocida": (
        lambda lib: lib.layers.Normalization(mean=[1.0, 2, 3], variance=[4.0, 1, 0]),
        (6, 3),
    ),
}


def dense_with(name):
    return lambda lib: lib.layers.Dense(4, activation=name)


def activation_layer(name):
    return lambda lib: lib.layers.Activation(name)


@pytest.mark.parametrize("training", [False, True], ids=["inferencia", "entrenamiento"])
@pytest.mark.parametrize(("build", "shape"), LAYERS.values(), ids=LAYERS)
def test_cada_capa_calcula_y_deriva_como_la_de_keras(keras, build, shape, training):
    same_layer(build, keras, normal(*shape), training)


@pytest.mark.parametrize("build", [dense_with, activation_layer], ids=["Dense", "Activation"])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_cada_activacion_dentro_de_una_capa_es_la_de_keras(keras, name, build):
    same_layer(build(name), keras, normal(6, 3), training=True, tolerance=INEXACT.get(name, EXACT))


NORMALIZATIONS = {
    "todo": lambda lib: lib.layers.BatchNormalization(),
    "otra memoria": lambda lib: lib.layers.BatchNormalization(momentum=0.75, epsilon=0.1),
    "sin escala": lambda lib: lib.layers.BatchNormalization(scale=False),
    "sin desplazamiento": lambda lib: lib.layers.BatchNormalization(center=False),
    "sin las dos": lambda lib: lib.layers.BatchNormalization(center=False, scale=False),
}


@pytest.mark.parametrize("shape", [(8, 3), (4, 5, 6, 3)], ids=["2-D", "4-D"])
@pytest.mark.parametrize("training", [False, True], ids=["inferencia", "entrenamiento"])
@pytest.mark.parametrize("build", NORMALIZATIONS.values(), ids=NORMALIZATIONS)
def test_batch_normalization_y_sus_medias_moviles_son_las_de_keras(keras, build, training, shape):
    same_layer(build, keras, normal(*shape), training)


def test_las_medias_moviles_siguen_a_keras_por_muchos_lotes(keras):
    ours, theirs = twins(
        lambda lib: lib.layers.BatchNormalization(momentum=0.9), keras, normal(8, 3)
    )
    for step in range(50):
        x = normal(8, 3, seed=step)
        ours(x, training=True), theirs(x, training=True)
    assert differ(ours.get_weights(), theirs.get_weights()) < EXACT


def test_batch_normalization_congelada_usa_las_medias_moviles_aunque_entrene(keras):
    def build(lib):
        layer = lib.layers.BatchNormalization()
        layer.trainable = False
        return layer

    x = normal(8, 3)
    ours, theirs = twins(build, keras, x)
    before = ours.get_weights()
    y, cotangent, (gradient,) = tape_gradients(partial(theirs, training=True), x)
    assert differ([ours(x, training=True), ours.backward(cotangent)], [y, gradient]) < EXACT
    assert differ(ours.get_weights(), before) == 0
    assert ours.trainable_weights == list(theirs.trainable_weights) == []


class Replay:
    """Azar que repite el que sorteó Keras."""

    def __init__(self, drawn):
        self.drawn = drawn

    def random(self, size, dtype):
        return np.broadcast_to(self.drawn, size).astype(dtype)

    standard_normal = random


# Cada capa, qué números tuvo que sortear Keras para que x diera y, y la desviación de y si x = 2
NOISE = {
    "Dropout": (lambda lib: lib.layers.Dropout(0.25), lambda x, y: y != 0, 2 / math.sqrt(3)),
    "GaussianNoise": (lambda lib: lib.layers.GaussianNoise(0.5), lambda x, y: (y - x) / 0.5, 0.5),
    "GaussianDropout": (
        lambda lib: lib.layers.GaussianDropout(0.5),
        lambda x, y: y / x - 1,
        2.0,
    ),
}


@pytest.mark.parametrize(("build", "recover", "spread"), NOISE.values(), ids=NOISE)
def test_con_el_azar_de_keras_el_ruido_y_su_derivada_son_los_suyos(keras, build, recover, spread):
    x = normal(30, 20) + 5
    ours, theirs = build(lib), build(keras)
    y, cotangent, (gradient,) = tape_gradients(partial(theirs, training=True), x)
    ours.rng = Replay(recover(x, y))
    assert differ([ours(x, training=True), ours.backward(cotangent)], [y, gradient]) < EXACT


@pytest.mark.parametrize(("build", "recover", "spread"), NOISE.values(), ids=NOISE)
def test_sin_el_azar_de_keras_el_ruido_tiene_los_mismos_momentos(keras, build, recover, spread):
    x = np.full((4000, 20), 2.0)
    for layer in (build(lib), build(keras)):
        y = np.asarray(layer(x, training=True))
        assert y.mean() == pytest.approx(2, abs=5 * spread / math.sqrt(x.size))
        assert y.std() == pytest.approx(spread, rel=5 / math.sqrt(x.size))


@pytest.mark.parametrize("noise_shape", [(1, 20), (None, 1), (30, 20), (1, 1)])
def test_dropout_comparte_la_mascara_en_los_mismos_ejes_que_keras(keras, noise_shape):
    x = normal(30, 20) + 5
    ours, theirs = (where.layers.Dropout(0.25, noise_shape) for where in (lib, keras))
    y, cotangent, (gradient,) = tape_gradients(partial(theirs, training=True), x)
    rows, columns = noise_shape
    ours.rng = Replay((y != 0)[:rows, :columns])
    assert differ([ours(x, training=True), ours.backward(cotangent)], [y, gradient]) < EXACT


def test_normalization_aprende_los_mismos_datos_y_guarda_los_mismos_pesos(keras):
    x = normal(50, 4) * [1, 10, 100, 0] + [0, 5, 0, 3]
    ours, theirs = lib.layers.Normalization(), keras.layers.Normalization()
    ours.adapt(x), theirs.adapt(x)
    y, cotangent, (gradient,) = tape_gradients(theirs, x)
    assert differ([ours(x), ours.backward(cotangent)], [y, gradient]) < 1e-9
    assert differ(ours.get_weights(), theirs.get_weights()) < EXACT
    ours.set_weights(theirs.get_weights())
    assert differ([ours(x)], [y]) < 1e-9


# Regularizadores

REGULARIZERS = {
    "L1": (lambda lib: lib.regularizers.L1(0.25), EXACT),
    "L2": (lambda lib: lib.regularizers.L2(0.25), EXACT),
    "L1L2": (lambda lib: lib.regularizers.L1L2(0.25, 0.125), EXACT),
    "L1L2 por defecto": (lambda lib: lib.regularizers.L1L2(), EXACT),
    "l1": (lambda lib: lib.regularizers.get("l1"), FLOAT32),
    "l2": (lambda lib: lib.regularizers.get("l2"), FLOAT32),
}


@pytest.mark.parametrize(("build", "tolerance"), REGULARIZERS.values(), ids=REGULARIZERS)
def test_cada_penalizacion_y_su_gradiente_son_los_de_keras(keras, build, tolerance):
    import tensorflow as tf

    ours, theirs = build(lib), build(keras)
    w = tf.constant(normal(7, 5))
    with tf.GradientTape() as tape:
        tape.watch(w)
        value = theirs(w) + 0 * tf.reduce_sum(w)
    assert differ([ours(w.numpy())], [value]) < tolerance
    assert differ([ours.gradient(w.numpy())], [tape.gradient(value, w)]) < tolerance


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


# Inicializadores

INITIALIZERS = {
    "RandomNormal": {},
    "RandomUniform": {},
    "TruncatedNormal": {},
    "LecunNormal": {},
    "LecunUniform": {},
    "GlorotNormal": {},
    "GlorotUniform": {},
    "HeNormal": {},
    "HeUniform": {},
    "VarianceScaling": {"scale": 3.0, "mode": "fan_out", "distribution": "untruncated_normal"},
    "Orthogonal": {"gain": 2.0},
}


@pytest.mark.parametrize("shape", [(300, 700), (3, 3, 64, 128)], ids=["densa", "convolución"])
@pytest.mark.parametrize(("name", "options"), INITIALIZERS.items(), ids=INITIALIZERS)
def test_cada_inicializador_tiene_los_momentos_del_de_keras(keras, name, options, shape):
    ours = getattr(lib.initializers, name)(**options)(shape, np.random.default_rng(0))
    theirs = np.asarray(getattr(keras.initializers, name)(**options, seed=0)(shape))
    assert ours.shape == theirs.shape
    error = 5 / math.sqrt(ours.size)
    std = theirs.std()
    assert ours.std() == pytest.approx(std, rel=2 * error)
    assert abs(ours.mean() - theirs.mean()) < 2 * error * std
    # las colas y la forma: cuántos se alejan más de una y de dos desviaciones
    for times in (1, 2):
        far = [(np.abs(w) > times * std).mean() for w in (ours, theirs)]
        assert far[0] == pytest.approx(far[1], abs=2 * error)


@pytest.mark.parametrize("name", ["Zeros", "Ones"])
def test_los_inicializadores_constantes_son_los_de_keras(keras, name):
    ours, theirs = (getattr(where.initializers, name)() for where in (lib, keras))
    assert differ([ours((2, 3))], [theirs((2, 3))]) == 0
    ours, theirs = (where.initializers.Constant(0.25) for where in (lib, keras))
    assert differ([ours((2, 3))], [theirs((2, 3))]) == 0


@pytest.mark.parametrize("shape", [(6, 4), (4, 6), (3, 2, 5)])
def test_orthogonal_conserva_longitudes_como_en_keras(keras, shape):
    for where in (lib, keras):
        w = np.asarray(where.initializers.Orthogonal(gain=2.0)(shape)).reshape(-1, shape[-1])
        gram = w.T @ w if w.shape[0] >= w.shape[1] else w @ w.T
        np.testing.assert_allclose(gram, 4 * np.eye(len(gram)), atol=1e-5)


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


# Redes enteras


def showpiece(lib):
    """La de la portada: hiperparámetros que son potencias de dos, y el redondeo no se acumula."""
    model = lib.Sequential([
        lib.Input(shape=(20,)),
        lib.layers.Dense(
            64,
            kernel_initializer="he_normal",
            kernel_regularizer=lib.regularizers.L2(2**-10),
        ),
        lib.layers.BatchNormalization(momentum=0.75, epsilon=2**-10),
        lib.layers.Activation("relu"),
        lib.layers.Dense(3),
    ])
    model.compile(
        optimizer=lib.optimizers.SGD(learning_rate=2**-3, momentum=0.5),
        loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


def adam_binary(lib):
    model = lib.Sequential([
        lib.Input(shape=(20,)),
        lib.layers.Dense(8, activation="tanh", bias_regularizer=lib.regularizers.L2(2**-6)),
        lib.layers.Dense(1, activation="sigmoid", kernel_regularizer=lib.regularizers.L1(2**-8)),
    ])
    model.compile(
        optimizer=lib.optimizers.Adam(2**-7, 0.5, 0.75, epsilon=2**-20),
        loss="binary_crossentropy",
        metrics=["accuracy"],
    )
    return model


def nesterov_regression(lib):
    model = lib.Sequential([
        lib.Input(shape=(20,)),
        lib.layers.Rescaling(0.5, offset=0.25),
        lib.layers.Dense(8, activation="elu", kernel_initializer="orthogonal"),
        lib.layers.Dense(2),
    ])
    model.compile(
        optimizer=lib.optimizers.SGD(2**-5, momentum=0.5, nesterov=True, weight_decay=2**-6),
        loss="mse",
    )
    return model


def task(build):
    rng = np.random.default_rng(4)
    x = rng.standard_normal((128, 20))
    if build is showpiece:
        return x, rng.integers(3, size=128)
    if build is adam_binary:
        return x, (x[:, 0] > 0).astype(int)
    return x, x[:, :2] + 0.1 * rng.standard_normal((128, 2))


@pytest.mark.parametrize("build", [showpiece, adam_binary, nesterov_regression])
def test_la_misma_red_entrenada_240_pasos_termina_con_los_mismos_pesos(keras, build):
    x, y = task(build)
    ours, theirs = build(lib), build(keras)
    start = ours.get_weights()
    theirs.set_weights(start)
    history, expected = (
        model.fit(x, y, batch_size=16, epochs=30, shuffle=False, verbose=0).history
        for model in (ours, theirs)
    )
    assert differ(ours.get_weights(), theirs.get_weights()) < EXACT
    assert differ(ours.get_weights(), start) > 0.1
    assert set(history) == set(expected)
    for name, values in history.items():
        np.testing.assert_allclose(values, expected[name], atol=FLOAT32)


@pytest.fixture(scope="module")
def pair(keras_module):
    """Dos redes sin memoria en el optimizador: se compilan una vez y cada prueba fija sus pesos."""

    def build(lib):
        model = showpiece(lib)
        model.compile(
            optimizer=lib.optimizers.SGD(2**-3),
            loss=lib.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["accuracy"],
        )
        return model

    with parity.use_floatx("float64"):
        yield build(lib), build(keras_module), build(lib).get_weights()


def restart(pair):
    ours, theirs, start = pair
    ours.set_weights(start), theirs.set_weights(start)
    return ours, theirs


def held_out():
    rng = np.random.default_rng(8)
    return rng.standard_normal((24, 20)), rng.integers(3, size=24)


@pytest.mark.parametrize(
    "options",
    [
        {"validation_split": 0.3},
        {"validation_data": held_out()},
        {"validation_data": held_out(), "validation_split": 0.3},
        {"batch_size": 50},
        {},
    ],
    ids=["split", "data", "data y split", "último lote incompleto", "por defecto"],
)
def test_fit_anota_las_claves_y_los_valores_de_keras(keras, pair, options):
    x, y = task(showpiece)
    ours, theirs = restart(pair)
    history, expected = (
        m.fit(x, y, epochs=3, shuffle=False, verbose=0, **options).history for m in (ours, theirs)
    )
    assert set(history) == set(expected)
    for name, values in history.items():
        np.testing.assert_allclose(values, expected[name], rtol=FLOAT32)
    assert differ(ours.get_weights(), theirs.get_weights()) < EXACT


def test_evaluate_y_predict_dan_lo_que_keras(keras, pair):
    x, y = task(showpiece)
    ours, theirs = restart(pair)
    (listed, named), (expected, named_expected) = (
        (m.evaluate(x, y, 50, verbose=0), m.evaluate(x, y, verbose=0, return_dict=True))
        for m in (ours, theirs)
    )
    np.testing.assert_allclose(listed, expected, rtol=FLOAT32)
    assert set(named) == set(named_expected)
    for name, value in named.items():
        assert value == pytest.approx(named_expected[name], rel=FLOAT32)
    assert differ([ours.predict(x)], [theirs.predict(x, verbose=0)]) < EXACT


def test_sin_metricas_evaluate_devuelve_un_numero_como_keras(keras):
    x, y = task(nesterov_regression)
    ours, theirs = nesterov_regression(lib), nesterov_regression(keras)
    theirs.set_weights(ours.get_weights())
    assert ours.evaluate(x, y) == pytest.approx(theirs.evaluate(x, y, verbose=0), rel=FLOAT32)


def test_los_pesos_van_y_vuelven_en_una_linea(keras, pair):
    ours, theirs, _ = pair
    weights = [normal(*w.shape, seed=7) for w in theirs.get_weights()]
    theirs.set_weights(weights)
    ours.set_weights(theirs.get_weights())
    assert differ(ours.get_weights(), weights) == 0
    assert [w.name.split("/")[1] for w in ours.weights] == [w.name for w in theirs.weights]
    theirs.set_weights([0 * w for w in weights])
    theirs.set_weights(ours.get_weights())
    assert differ(weights, theirs.get_weights()) == 0


def test_congelar_una_capa_no_cambia_el_orden_de_los_pesos_en_ninguna_de_las_dos(keras):
    models = [showpiece(lib), showpiece(keras)]
    for model in models:
        model.layers[1].trainable = False
    ours, theirs = models
    assert [w.shape for w in ours.get_weights()] == [w.shape for w in theirs.get_weights()]
    trained = [[tuple(w.shape) for w in theirs.trainable_weights]]
    assert [[w.value.shape for w in ours.trainable_weights]] == trained


STOPPING = {
    "sin paciencia": {},
    "con paciencia": {"patience": 3},
    "vuelve al mejor": {"patience": 3, "restore_best_weights": True},
    "mejora mínima": {"min_delta": 0.02, "patience": 1},
    "mira la exactitud": {"monitor": "val_accuracy", "patience": 2, "restore_best_weights": True},
    "al revés": {"monitor": "val_loss", "mode": "max", "patience": 2},
    "empieza tarde": {"start_from_epoch": 6, "patience": 1, "restore_best_weights": True},
    "con meta": {"baseline": 0.1, "patience": 4, "restore_best_weights": True},
    "nunca se detiene": {"patience": 100, "restore_best_weights": True},
}


@pytest.mark.parametrize("options", STOPPING.values(), ids=STOPPING)
def test_early_stopping_se_detiene_donde_keras_y_con_sus_pesos(keras, pair, options):
    x, y = task(showpiece)
    restart(pair)
    ends = []
    for where, model in zip((lib, keras), pair, strict=False):
        stopper = where.callbacks.EarlyStopping(**options)
        history = model.fit(
            x,
            y,
            epochs=12,
            shuffle=False,
            verbose=0,
            validation_data=held_out(),
            callbacks=[stopper],
        )
        ends.append((history.epoch, stopper.stopped_epoch, stopper.best_epoch, model.get_weights()))
    (*ours, weights), (*theirs, their_weights) = ends
    assert ours == theirs
    assert differ(weights, their_weights) < EXACT


# Firmas: cada argumento nuestro existe en Keras, en el mismo orden y con el mismo valor por defecto

MODULES = ["layers", "initializers", "regularizers", "losses", "optimizers", "callbacks"]
NOT_IN_KERAS = {"layers.Parameter", "callbacks.ProgressBar", "callbacks.EpochLines"}
# Argumentos que Keras no tiene
OURS = {("Sequential", "seed")}
# Argumentos que Keras completa y aquí se piden
REQUIRED = {("compile", "optimizer"), ("build", "input_shape")}
METHODS = [
    "add",
    "build",
    "compile",
    "evaluate",
    "fit",
    "get_weights",
    "load_weights",
    "predict",
    "save_weights",
    "set_weights",
    "summary",
]


def public_classes():
    for module in MODULES:
        for name, kind in vars(getattr(lib, module)).items():
            own = inspect.isclass(kind) and kind.__module__.startswith(f"course_lib.{module}")
            if own and not name.startswith("_") and not inspect.isabstract(kind):
                yield f"{module}.{name}"


def defaults(function):
    function = function.__init__ if inspect.isclass(function) else function
    return {
        name: parameter.default
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is parameter.POSITIONAL_OR_KEYWORD and name != "self"
    }


def same_signature(name, ours, theirs):
    ours, theirs = defaults(ours), defaults(theirs)
    ours = {arg: value for arg, value in ours.items() if (name, arg) not in OURS}
    assert [arg for arg in theirs if arg in ours] == list(ours)
    for arg, value in ours.items():
        if (name, arg) in REQUIRED:
            assert value is inspect.Parameter.empty
        else:
            assert value == theirs[arg], arg


@pytest.mark.parametrize("path", sorted(set(public_classes()) - NOT_IN_KERAS))
def test_cada_clase_tiene_los_argumentos_de_la_de_keras(keras_module, path):
    module, name = path.split(".")
    same_signature(
        name, getattr(getattr(lib, module), name), getattr(getattr(keras_module, module), name)
    )


def test_lo_que_keras_no_tiene_esta_en_la_lista(keras_module):
    missing = {
        path for path in public_classes()
        if not hasattr(getattr(keras_module, path.split(".")[0]), path.split(".")[1])
    }  # fmt: skip
    assert missing == NOT_IN_KERAS


@pytest.mark.parametrize("name", ["Sequential", "Input"])
def test_sequential_e_input_tienen_los_argumentos_de_keras(keras_module, name):
    same_signature(name, getattr(lib, name), getattr(keras_module, name))


@pytest.mark.parametrize("name", METHODS)
def test_cada_metodo_de_sequential_tiene_los_argumentos_de_keras(keras_module, name):
    same_signature(name, getattr(lib.Sequential, name), getattr(keras_module.Sequential, name))


@pytest.mark.parametrize(
    "path",
    [
        "layers.Layer.build",
        "layers.Layer.get_weights",
        "layers.Layer.set_weights",
        "layers.Normalization.adapt",
        "optimizers.Optimizer.exclude_from_weight_decay",
        *(
            f"callbacks.Callback.{name}"
            for name in vars(lib.callbacks.Callback)
            if name[:2] == "on"
        ),
        "callbacks.Callback.set_model",
        *(f"{module}.get" for module in ("activations", *MODULES[1:-1])),
        *(f"activations.{name}" for name in ACTIVATIONS),
        "config.floatx",
        "config.set_floatx",
    ],
)
def test_cada_funcion_con_el_nombre_de_keras_tiene_sus_argumentos(keras_module, path):
    ours, theirs = lib, keras_module
    for part in path.split("."):
        ours, theirs = getattr(ours, part), getattr(theirs, part)
    same_signature(path, ours, theirs)


def test_los_nombres_de_las_tablas_tambien_son_de_keras(keras_module):
    for module in ("initializers", "regularizers", "losses", "optimizers"):
        for name, kind in getattr(lib, module).TABLE.items():
            if name != "constant":  # Keras conoce el nombre, pero exige el valor
                found = getattr(keras_module, module).get(name)
                found = found if inspect.isfunction(found) else type(found)
                assert found.__name__.replace("_", "").lower() == kind.__name__.lower()


# El módulo parity


def test_load_keras_devuelve_siempre_el_mismo_modulo(keras_module):
    assert parity.load_keras() is keras_module is sys.modules["keras"]


def test_sin_keras_el_error_dice_que_instalar(monkeypatch):
    for name in [n for n in sys.modules if n.split(".")[0] == "keras"]:
        monkeypatch.delitem(sys.modules, name)

    class SinKeras:
        def find_spec(self, name, *_):
            if name == "keras":
                raise ImportError("no está")

    monkeypatch.setattr(sys, "meta_path", [SinKeras(), *sys.meta_path])
    with pytest.raises(ImportError, match="pip install tensorflow"):
        parity.load_keras()


@pytest.mark.parametrize("value", ["float64", "float32"])
def test_el_tipo_cambia_en_las_dos_bibliotecas_y_vuelve(keras_module, value):
    before = lib.config.floatx(), keras_module.layers.Dense(1).compute_dtype
    with parity.use_floatx(value):
        seen = {keras_module.layers.Dense(1).compute_dtype, keras_module.config.floatx()}
        assert {*seen, lib.config.floatx()} == {value}
    assert (lib.config.floatx(), keras_module.layers.Dense(1).compute_dtype) == before


def test_la_diferencia_maxima_distingue_nan_de_numeros():
    nan = float("nan")
    assert parity.max_difference([], []) == 0
    assert parity.max_difference(np.array([1.0, nan]), np.array([1.5, nan])) == 0.5
    assert parity.max_difference(np.array([1.0, 2.0]), np.array([1.0, nan])) == math.inf
    with pytest.raises(ValueError, match="formas distintas"):
        parity.max_difference(np.ones(3), np.ones((3, 1)))
    with pytest.raises(ValueError, match="2 y 1 arreglos"):
        parity.max_difference([np.ones(3)] * 2, [np.ones(3)])


def test_compare_escribe_una_tabla_y_falla_si_algo_difiere(capsys):
    parity.compare({"pesos": ([np.ones(2)], [np.ones(2)]), "pérdida": (1.0, 1.0 + 1e-9)})
    assert capsys.readouterr().out.count("≤ 1e-06  ✓") == 2
    with pytest.raises(AssertionError, match=r"más de 1e-12: pérdida\."):
        parity.compare({"pesos": (1.0, 1.0), "pérdida": (1.0, 1.0 + 1e-9)}, tolerance=1e-12)
    assert "= 1.0e-09  ✗" in capsys.readouterr().out


def test_compare_nombra_a_la_otra_biblioteca(capsys):
    parity.compare({"media": (1.0, 1.0)})
    assert "máx |Δ| con Keras\n" in capsys.readouterr().out
    parity.compare({"media": (1.0, 1.0)}, other="scikit-learn")
    assert "máx |Δ| con scikit-learn\n" in capsys.readouterr().out
    with pytest.raises(AssertionError, match=r"^Difieren de scikit-learn en más"):
        parity.compare({"media": (1.0, 2.0)}, other="scikit-learn")
