"""Los escaladores: lo que prometen, que se pueden deshacer y que son los de scikit-learn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import preprocessing

from course_lib.lab import scalers
from course_lib.lab.scalers import MinMaxScaler, RobustScaler, StandardScaler
from course_lib.layers import Normalization

SCALERS = [StandardScaler, MinMaxScaler, RobustScaler]
each = pytest.mark.parametrize("scaler", SCALERS)
TABLES = arrays(
    float,
    st.tuples(st.integers(1, 12), st.integers(1, 4)),
    elements=st.floats(-1e6, 1e6).map(lambda value: round(value, 3)),
)


def people(n=40, seed=0):
    """Una tabla de columnas muy distintas, y una que no varía."""
    rng = np.random.default_rng(seed)
    age, salary = rng.uniform(18, 100, n), rng.lognormal(13, 0.5, n)
    return np.column_stack([age, salary, np.full(n, 0.1)])


def test_estandarizar_deja_media_cero_y_varianza_uno():
    z = StandardScaler().fit_transform(people())
    np.testing.assert_allclose(z.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(z.var(axis=0), [1, 1, 0], atol=1e-12)


def test_min_max_deja_cada_columna_entre_cero_y_uno():
    z = MinMaxScaler().fit_transform(people())
    np.testing.assert_array_equal(z.min(axis=0), 0)
    np.testing.assert_array_equal(z.max(axis=0), [1, 1, 0])


def test_el_robusto_no_se_mueve_con_un_valor_atipico():
    x = people()
    spoiled = x.copy()
    spoiled[x[:, 1].argmax(), 1] *= 1000
    np.testing.assert_array_equal(RobustScaler().fit(x).scale_, RobustScaler().fit(spoiled).scale_)
    assert StandardScaler().fit(spoiled).scale_[1] > 100 * StandardScaler().fit(x).scale_[1]


@each
@given(x=TABLES)
def test_deshacer_devuelve_los_datos(scaler, x):
    known = scaler().fit(x)
    np.testing.assert_allclose(
        known.inverse_transform(known.transform(x)), x, atol=1e-9 * max(1, np.abs(x).max())
    )


@each
def test_una_columna_que_no_varia_queda_en_cero(scaler):
    z = scaler().fit_transform(people())
    np.testing.assert_allclose(z[:, 2], 0, atol=1e-12)


@each
def test_lo_nuevo_se_escala_con_lo_aprendido(scaler):
    x = people()
    known = scaler().fit(x)
    new = people(7, seed=1)
    np.testing.assert_allclose(known.transform(new), (new - known.center_) / known.scale_)
    np.testing.assert_array_equal(known.transform(new[:1])[0], known.transform(new)[0])


@each
def test_es_el_de_scikit_learn(scaler):
    x, new = people(), people(7, seed=1)
    ours, theirs = scaler().fit(x), getattr(preprocessing, scaler.__name__)().fit(x)
    np.testing.assert_allclose(ours.transform(new), theirs.transform(new), rtol=1e-12, atol=1e-12)
    z = ours.transform(new)
    np.testing.assert_allclose(ours.inverse_transform(z), theirs.inverse_transform(z), rtol=1e-12)


def test_estandarizar_es_lo_que_hace_la_capa():
    x = people()
    layer = Normalization()
    layer.adapt(x)
    np.testing.assert_allclose(layer(x), StandardScaler().fit_transform(x), atol=1e-5)


@each
def test_no_modifica_los_datos(scaler):
    x = people()
    x.flags.writeable = False
    scaler().fit_transform(x)


@each
@pytest.mark.parametrize("method", ["transform", "inverse_transform"])
def test_antes_de_fit_se_explica(scaler, method):
    with pytest.raises(RuntimeError, match=r"llama antes a `fit\(x_entrenamiento\)`"):
        getattr(scaler(), method)(people())


@pytest.mark.parametrize(
    ("x", "error"),
    [
        ([1.0, 2.0], r"tabla \(N, D\).*x\[:, None\]"),
        (np.ones((2, 2, 2)), r"tabla \(N, D\)"),
        ([[1.0, np.nan]], "1 valores NaN"),
        ([["18"]], "`x` debe contener números"),
        (np.ones((0, 2)), "`x` está vacío"),
    ],
)
def test_lo_que_no_es_una_tabla_de_numeros_se_explica(x, error):
    with pytest.raises((TypeError, ValueError), match=error):
        StandardScaler().fit(x)


def test_otro_numero_de_columnas_se_explica():
    known = MinMaxScaler().fit(people())
    with pytest.raises(ValueError, match="de 3 columnas y recibió una de 2"):
        known.transform(people()[:, :2])


def test_un_escalador_tiene_que_decir_como_mide():
    with pytest.raises(TypeError, match="measure"):
        scalers.Scaler()
