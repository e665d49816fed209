"""Propiedad: la distribución de cada inicializador es la de su fórmula."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib import initializers
from course_lib.config import use_floatx

# (300, 700): la hoja de referencia del curso
STD = {
    "glorot_uniform": math.sqrt(2 / 1000),
    "glorot_normal": math.sqrt(2 / 1000),
    "he_normal": math.sqrt(2 / 300),
    "he_uniform": math.sqrt(2 / 300),
    "lecun_normal": math.sqrt(1 / 300),
    "lecun_uniform": math.sqrt(1 / 300),
    "variance_scaling": math.sqrt(1 / 300),
    "random_normal": 0.05,
    "random_uniform": 0.05 / math.sqrt(3),
    "truncated_normal": 0.05 * 0.8796256610,
    "orthogonal": math.sqrt(1 / 700),
    "zeros": 0,
    "ones": 0,
    "constant": 0,
}


def sample(initializer, shape=(300, 700), seed=0):
    return initializers.get(initializer)(shape, np.random.default_rng(seed))


@pytest.mark.parametrize(("name", "std"), STD.items())
def test_la_desviacion_es_la_de_la_formula(float64, name, std):
    w = sample(name)
    assert w.std() == pytest.approx(std, rel=5 / math.sqrt(w.size))
    assert abs(w.mean() - (name == "ones")) <= 5 * std / math.sqrt(w.size)


def test_la_tabla_de_desviaciones_tiene_todos_los_nombres():
    assert set(STD) == set(initializers.TABLE)


@pytest.mark.parametrize("name", ["glorot_normal", "he_normal", "lecun_normal"])
def test_las_normales_escaladas_se_cortan_a_2_27_desviaciones(float64, name):
    w = sample(name)
    assert np.abs(w).max() / w.std() == pytest.approx(2 / 0.87962566, abs=0.01)


@pytest.mark.parametrize("name", ["glorot_uniform", "he_uniform", "lecun_uniform"])
def test_las_uniformes_escaladas_llenan_su_intervalo(float64, name):
    w = sample(name)
    assert np.abs(w).max() / STD[name] == pytest.approx(math.sqrt(3), abs=1e-3)


@pytest.mark.parametrize("distribution", ["truncated_normal", "untruncated_normal", "uniform"])
@pytest.mark.parametrize(("mode", "n"), [("fan_in", 300), ("fan_out", 700), ("fan_avg", 500)])
def test_variance_scaling_divide_por_n(float64, mode, n, distribution):
    w = sample(initializers.VarianceScaling(3.0, mode, distribution))
    assert w.var() == pytest.approx(3 / n, rel=10 / math.sqrt(w.size))


def test_una_convolucion_cuenta_cada_conexion():
    assert initializers.fans((3, 3, 16, 32)) == (144, 288)
    assert initializers.fans((5, 7)) == (5, 7)
    assert initializers.fans((5,)) == (5, 5)
    assert initializers.fans(()) == (1, 1)


@pytest.mark.parametrize("name", initializers.TABLE)
@given(seed=st.integers(0, 2**32))
def test_la_misma_semilla_da_los_mismos_pesos(name, seed):
    np.testing.assert_array_equal(sample(name, (4, 3), seed), sample(name, (4, 3), seed))


@pytest.mark.parametrize("name", sorted(set(initializers.TABLE) - {"zeros", "ones", "constant"}))
def test_sin_rng_cada_sorteo_es_distinto(name):
    initializer = initializers.get(name)
    assert (initializer((4, 3)) != initializer((4, 3))).any()


@pytest.mark.parametrize("floatx", ["float32", "float64"])
@pytest.mark.parametrize("name", initializers.TABLE)
def test_los_pesos_son_del_tipo_pedido_y_estan_en_orden_de_filas(name, floatx):
    with use_floatx(floatx):
        w = sample(name, (3, 5))
    assert w.dtype == floatx
    assert w.flags.c_contiguous


@pytest.mark.parametrize("shape", [(6, 4), (4, 6), (2, 3, 5)])
@given(gain=st.floats(-3, 3))
def test_orthogonal_no_deforma(float64, shape, gain):
    w = sample(initializers.Orthogonal(gain), shape).reshape(-1, shape[-1])
    gram = w.T @ w if len(w) >= w.shape[1] else w @ w.T
    np.testing.assert_allclose(gram, gain**2 * np.eye(len(gram)), atol=1e-12)


def test_un_inicializador_es_un_valor_y_no_guarda_estado():
    assert initializers.HeNormal() == initializers.HeNormal()
    assert initializers.HeNormal() == initializers.get("he_normal")
    assert initializers.VarianceScaling(2.0) != initializers.VarianceScaling(1.0)
    with pytest.raises(AttributeError):
        initializers.Constant(1.0).value = 2.0
