"""Propiedad: cuánto cuesta cada peso y hacia dónde lo empuja la penalización."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import course_lib as lib
from course_lib import regularizers
from course_lib.lab.gradcheck import numerical_gradient, relative_error
from course_lib.regularizers import L1, L1L2, L2

weights = arrays(np.float64, (4, 3), elements=st.floats(-10, 10))
coefficients = st.floats(0, 5)


@given(w=weights, c=coefficients)
def test_cada_penalizacion_es_su_formula(w, c):
    assert L1(c)(w) == pytest.approx(c * np.abs(w).sum())
    assert L2(c)(w) == pytest.approx(c * (w**2).sum())
    assert L1L2(c, 2 * c)(w) == pytest.approx(L1(c)(w) + L2(2 * c)(w))


@pytest.mark.parametrize("regularizer", [L1(0.3), L2(0.3), L1L2(0.3, 0.2)], ids=repr)
def test_el_gradiente_es_la_derivada(regularizer):
    w = np.random.default_rng(0).uniform(0.1, 1, (4, 3)) * np.array([1, -1, 1])
    numerical = numerical_gradient(lambda: regularizer(w), w)
    assert relative_error(regularizer.gradient(w), numerical) < 1e-7


@given(w=weights, c=coefficients)
def test_el_gradiente_apunta_siempre_hacia_afuera(w, c):
    for regularizer in (L1(c), L2(c), L1L2(c, c)):
        assert (regularizer.gradient(w) * w >= 0).all()
    assert (L1(c).gradient(w)[w == 0] == 0).all()


@pytest.mark.parametrize("kind", [L1, L2, lambda c: L1L2(c, c)], ids=["L1", "L2", "L1L2"])
def test_un_coeficiente_de_numpy_no_cambia_el_tipo_de_los_pesos(kind):
    w = np.ones((2, 2), np.float32)
    assert kind(np.float64(0.1)).gradient(w).dtype == np.float32


def test_los_coeficientes_por_defecto_son_los_de_keras():
    assert (regularizers.get("l1"), regularizers.get("l2")) == (L1(0.01), L2(0.01))
    assert regularizers.get("l1l2") == L1L2(0.0, 0.0)
    assert regularizers.get(None) is None


def trained(coefficient, kind):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((60, 8))
    y = x @ rng.standard_normal((8, 2)) + rng.standard_normal((60, 2))
    layer = lib.layers.Dense(2, kernel_regularizer=kind(coefficient))
    model = lib.Sequential([lib.Input((8,)), layer], seed=1)
    model.compile(lib.optimizers.SGD(0.05), "mse")
    model.fit(x, y, epochs=40, verbose=0)
    return np.abs(layer.kernel.value)


@pytest.mark.parametrize("kind", [L1, L2])
def test_con_un_coeficiente_mayor_los_pesos_terminan_mas_chicos(kind):
    norms = [trained(c, kind).sum() for c in (0, 0.01, 0.1, 1)]
    assert norms == sorted(norms, reverse=True)
    assert norms[-1] < norms[0] / 2


def test_l1_deja_pesos_en_cero_y_l2_no():
    assert (trained(0.5, L1) < 0.03).mean() > (trained(0.5, L2) < 0.03).mean()
