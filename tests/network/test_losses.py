"""Derivada y propiedad: cuánto se equivoca la red y hacia dónde debe moverse su salida."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_lib import losses
from course_lib.config import use_floatx
from course_lib.lab.gradcheck import numerical_gradient, relative_error
from course_lib.losses import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    MeanSquaredError,
    SparseCategoricalCrossentropy,
)

scores = arrays(np.float64, (5, 3), elements=st.floats(-50, 50))
huge = arrays(np.float64, (5, 3), elements=st.floats(-1e4, 1e4))
CLASSES = np.array([0, 2, 1, 1, 0])
ONE_HOT = np.eye(3)[CLASSES]
SOFT = np.array([[0.2, 0.5, 0.3], [1, 0, 0], [0.1, 0.1, 0.8], [0, 0.5, 0.5], [0.3, 0.3, 0.4]])
BITS = np.array([[0.0, 1, 1], [1, 0, 0], [0, 0, 1], [1, 1, 1], [0.3, 0.5, 0.9]])


def normal(*shape):
    return np.random.default_rng(0).standard_normal(shape)


def probabilities(*shape):
    return np.random.default_rng(0).uniform(0.1, 0.9, shape)


CASES = {
    "MSE": (MeanSquaredError(), normal(5, 3) + 1, normal(5, 3)),
    "MSE de imágenes": (MeanSquaredError(), normal(2, 3, 4) + 1, normal(2, 3, 4)),
    "MSE de una columna": (MeanSquaredError(), normal(5) + 1, normal(5, 1)),
    "MSE de columna con columna": (MeanSquaredError(), normal(5, 1) + 1, normal(5, 1)),
    "BCE": (BinaryCrossentropy(), BITS, probabilities(5, 3)),
    "BCE de puntajes": (BinaryCrossentropy(from_logits=True), BITS, normal(5, 3)),
    "CE": (CategoricalCrossentropy(), ONE_HOT, probabilities(5, 3)),
    "CE suave": (CategoricalCrossentropy(), SOFT, probabilities(5, 3)),
    "CE de puntajes": (CategoricalCrossentropy(from_logits=True), SOFT, normal(5, 3)),
    "CE dispersa": (SparseCategoricalCrossentropy(), CLASSES, probabilities(5, 3)),
    "CE dispersa de puntajes": (
        SparseCategoricalCrossentropy(from_logits=True),
        CLASSES[:, None],
        normal(5, 3),
    ),
    "CE dispersa de secuencias": (
        SparseCategoricalCrossentropy(from_logits=True),
        np.array([[0, 2], [1, 1], [2, 0], [0, 0]]),
        normal(4, 2, 3),
    ),
}
every_case = pytest.mark.parametrize(("loss", "y", "prediction"), CASES.values(), ids=CASES)


@every_case
def test_el_gradiente_es_la_derivada_de_la_perdida(float64, loss, y, prediction):
    prediction = prediction.copy()
    numerical = numerical_gradient(lambda: loss(y, prediction), prediction)
    analytic = loss.gradient(y, prediction)
    assert analytic.shape == prediction.shape
    assert relative_error(analytic, numerical) < 1e-7


@every_case
@pytest.mark.parametrize("floatx", ["float32", "float64"])
def test_el_gradiente_es_del_tipo_de_la_red_y_la_perdida_un_numero(loss, y, prediction, floatx):
    with use_floatx(floatx):
        assert loss.gradient(y, prediction).dtype == floatx
        assert type(loss(y, prediction)) is float


@every_case
def test_repetir_los_ejemplos_no_cambia_la_perdida_y_reparte_el_gradiente(
    float64, loss, y, prediction
):
    twice = np.concatenate([y, y]), np.concatenate([prediction, prediction])
    assert loss(*twice) == pytest.approx(loss(y, prediction))
    np.testing.assert_allclose(
        2 * loss.gradient(*twice)[: len(y)], loss.gradient(y, prediction), atol=1e-15
    )


@every_case
def test_no_modifica_sus_argumentos(float64, loss, y, prediction):
    originals = y.copy(), prediction.copy()
    loss(y, prediction)
    loss.gradient(y, prediction)
    np.testing.assert_array_equal(y, originals[0])
    np.testing.assert_array_equal(prediction, originals[1])


@given(z=huge)
def test_con_puntajes_enormes_nada_se_desborda(float64, z):
    for loss, y in (
        (BinaryCrossentropy(from_logits=True), BITS),
        (CategoricalCrossentropy(from_logits=True), SOFT),
        (SparseCategoricalCrossentropy(from_logits=True), CLASSES),
    ):
        assert math.isfinite(loss(y, z))
        assert np.isfinite(loss.gradient(y, z)).all()


@given(z=huge)
def test_con_probabilidades_de_cero_y_uno_el_logaritmo_no_es_infinito(float64, z):
    p = np.eye(3)[z.argmax(axis=1)]
    for loss, y in (
        (BinaryCrossentropy(), BITS),
        (CategoricalCrossentropy(), SOFT),
        (SparseCategoricalCrossentropy(), CLASSES),
    ):
        assert 0 <= loss(y, p) < 20
        assert np.isfinite(loss.gradient(y, p)).all()


@given(z=scores)
def test_puntajes_y_probabilidades_dan_la_misma_perdida(float64, z):
    z = z / 10
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    assert CategoricalCrossentropy()(SOFT, p) == pytest.approx(
        CategoricalCrossentropy(from_logits=True)(SOFT, z)
    )
    sigmoid = 1 / (1 + np.exp(-z))
    assert BinaryCrossentropy()(BITS, sigmoid) == pytest.approx(
        BinaryCrossentropy(from_logits=True)(BITS, z)
    )


@given(z=scores)
def test_la_clase_como_numero_y_como_one_hot_son_la_misma_perdida(float64, z):
    for options in ({"from_logits": True}, {}):
        prediction = z if options else np.exp(z / 50)
        sparse, dense = SparseCategoricalCrossentropy(**options), CategoricalCrossentropy(**options)
        assert sparse(CLASSES, prediction) == dense(ONE_HOT, prediction)
        np.testing.assert_array_equal(
            sparse.gradient(CLASSES, prediction), dense.gradient(ONE_HOT, prediction)
        )


@given(z=scores)
def test_el_gradiente_de_los_puntajes_suma_cero(float64, z):
    gradient = CategoricalCrossentropy(from_logits=True).gradient(SOFT, z)
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-15)


def test_la_prediccion_perfecta_no_tiene_perdida_ni_gradiente(float64):
    assert MeanSquaredError()(BITS, BITS) == 0
    assert (MeanSquaredError().gradient(BITS, BITS) == 0).all()
    assert CategoricalCrossentropy()(ONE_HOT, ONE_HOT) == pytest.approx(0, abs=1e-6)


def test_adivinar_al_azar_entre_k_clases_cuesta_el_logaritmo_de_k(float64):
    loss = SparseCategoricalCrossentropy(from_logits=True)
    assert loss(np.arange(10), np.zeros((10, 10))) == pytest.approx(math.log(10))


@pytest.mark.parametrize("name", losses.TABLE)
def test_get_conoce_cada_nombre(name):
    assert losses.get(name) == losses.TABLE[name]()
    assert losses.get(losses.get(name)) == losses.get(name)
