"""Propiedad: la forma de cada función de activación."""

import math
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course_lib import activations

NAMES = [function.__name__ for function in activations.DERIVATIVES]
matrices = arrays(np.float64, array_shapes(min_dims=1, max_dims=3), elements=st.floats(-1e3, 1e3))


@pytest.mark.parametrize("name", NAMES)
@given(x=matrices)
def test_toda_activacion_es_finita_y_conserva_la_forma(name, x):
    function = activations.get(name)
    y = function(x)
    dx = activations.backward(function, np.ones_like(y), x, y)
    assert y.shape == dx.shape == x.shape
    assert np.isfinite(y).all()
    assert np.isfinite(dx).all()


@pytest.mark.parametrize("name", NAMES)
def test_float32_sigue_siendo_float32(name):
    x = np.linspace(-3, 3, 10, dtype=np.float32)
    function = activations.get(name)
    y = function(x)
    assert y.dtype == activations.backward(function, x, x, y).dtype == np.float32


@given(x=matrices, shift=st.floats(-1e3, 1e3))
def test_softmax_es_una_distribucion_que_no_cambia_al_sumar_una_constante(x, shift):
    y = activations.softmax(x)
    assert (y >= 0).all()
    np.testing.assert_allclose(y.sum(axis=-1), 1)
    np.testing.assert_allclose(activations.softmax(x + shift), y, atol=1e-9)


@given(x=matrices)
def test_sigmoid_es_simetrica_y_tanh_es_impar(x):
    np.testing.assert_allclose(activations.sigmoid(-x), 1 - activations.sigmoid(x), atol=1e-15)
    np.testing.assert_allclose(activations.tanh(-x), -activations.tanh(x))


@given(x=matrices)
def test_las_de_la_familia_relu_son_la_identidad_en_lo_positivo(x):
    positive = np.abs(x)
    for function in (activations.relu, activations.leaky_relu, activations.elu):
        np.testing.assert_array_equal(function(positive), positive)
    np.testing.assert_array_equal(activations.relu(-positive), 0)
    np.testing.assert_allclose(activations.leaky_relu(-positive), -0.2 * positive)
    assert (activations.elu(-positive) >= -1).all()


def test_relu_de_una_normal_conserva_la_mitad_de_la_energia():
    x = np.random.default_rng(0).standard_normal(400_000)
    assert (activations.relu(x) ** 2).mean() == pytest.approx(0.5, abs=0.01)


def test_selu_conserva_media_0_y_varianza_1():
    y = activations.selu(np.random.default_rng(0).standard_normal(400_000))
    assert y.mean() == pytest.approx(0, abs=0.01)
    assert y.var() == pytest.approx(1, abs=0.01)


def test_gelu_vale_x_por_la_probabilidad_normal():
    x = np.array([-1.0, 0.0, 2.0])
    expected = [v * (1 + math.erf(v / math.sqrt(2))) / 2 for v in x]
    np.testing.assert_allclose(activations.gelu(x), expected, rtol=1e-15)


def test_get_devuelve_lo_que_recibe_si_sabe_derivarlo():
    steep = partial(activations.leaky_relu, negative_slope=0.5)
    assert activations.get(None) is activations.linear
    assert activations.get("relu") is activations.get(activations.relu) is activations.relu
    assert activations.get(steep) is steep
