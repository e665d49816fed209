"""Paridad de lo que hay en una capa: calcula, deriva, parte y penaliza como la de Keras."""

import math
from functools import partial

import numpy as np
import pytest
from closeness import EXACT, FLOAT32, differ, normal

import course_lib as lib

# En TensorFlow, Keras calcula estas dos con constantes float32 aunque se le pida float64 (error de
# 5e-9 y 9e-9); las nuestras son exactas
INEXACT = {"gelu": 1e-7, "leaky_relu": 1e-7}

ACTIVATIONS = [function.__name__ for function in lib.activations.DERIVATIVES]


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


LAYER_NORMALIZATIONS = {
    "todo": lambda lib: lib.layers.LayerNormalization(),
    "otro epsilon": lambda lib: lib.layers.LayerNormalization(epsilon=0.125),
    "sin escala": lambda lib: lib.layers.LayerNormalization(scale=False),
    "sin desplazamiento": lambda lib: lib.layers.LayerNormalization(center=False),
    "sin las dos": lambda lib: lib.layers.LayerNormalization(center=False, scale=False),
}


@pytest.mark.parametrize("shape", [(8, 3), (1, 5), (4, 5, 6, 3)], ids=["2-D", "un ejemplo", "4-D"])
@pytest.mark.parametrize("build", LAYER_NORMALIZATIONS.values(), ids=LAYER_NORMALIZATIONS)
def test_layer_normalization_calcula_y_deriva_como_la_de_keras(keras, build, shape):
    same_layer(build, keras, normal(*shape), training=True)


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


CONVOLUTIONS = {
    "por defecto": lambda lib: lib.layers.Conv2D(4, 3),
    "sin bias": lambda lib: lib.layers.Conv2D(4, (2, 3), use_bias=False),
    "de un píxel": lambda lib: lib.layers.Conv2D(5, 1),
    "con activación": lambda lib: lib.layers.Conv2D(4, 3, activation="relu"),
    "con pasos": lambda lib: lib.layers.Conv2D(4, (3, 2), (2, 3)),
    "con borde": lambda lib: lib.layers.Conv2D(4, 3, padding="same"),
    "con borde disparejo": lambda lib: lib.layers.Conv2D(4, (2, 4), padding="same"),
    "con borde y pasos": lambda lib: lib.layers.Conv2D(4, 3, 2, "same", activation="tanh"),
    "que se salta píxeles": lambda lib: lib.layers.Conv2D(4, 1, 3, "same"),
}
POOLING = {
    "máximo por defecto": lambda lib: lib.layers.MaxPooling2D(),
    "máximo con traslape": lambda lib: lib.layers.MaxPooling2D(3, 1),
    "máximo con pasos distintos": lambda lib: lib.layers.MaxPooling2D((2, 3), (3, 1)),
    "máximo con borde": lambda lib: lib.layers.MaxPooling2D(3, 2, "same"),
    "máximo con borde disparejo": lambda lib: lib.layers.MaxPooling2D((2, 4), (1, 3), "same"),
    "máximo de un píxel cada tres": lambda lib: lib.layers.MaxPooling2D(1, 3, padding="same"),
    "promedio": lambda lib: lib.layers.GlobalAveragePooling2D(),
    "promedio con ejes": lambda lib: lib.layers.GlobalAveragePooling2D(keepdims=True),
}
SIZES = {"7×6": (3, 7, 6, 2), "8×9": (2, 8, 9, 3)}


@pytest.mark.parametrize("shape", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("build", CONVOLUTIONS.values(), ids=CONVOLUTIONS)
def test_cada_convolucion_calcula_y_deriva_como_la_de_keras(keras, build, shape):
    same_layer(build, keras, normal(*shape), training=True)


@pytest.mark.parametrize("shape", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("build", POOLING.values(), ids=POOLING)
def test_cada_pooling_calcula_y_deriva_como_el_de_keras(keras, build, shape):
    same_layer(build, keras, normal(*shape), training=True)


@pytest.mark.parametrize("build", list(POOLING.values())[:6], ids=list(POOLING)[:6])
def test_en_un_empate_el_gradiente_va_a_la_misma_casilla_que_en_keras(keras, build):
    x = np.random.default_rng(3).integers(-1, 2, (4, 8, 7, 3)).astype(float)
    same_layer(build, keras, x, training=True)


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
