"""Propiedad: cómo se mueve un peso, y en qué se parecen la penalización L2 y el decaimiento."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import course_lib as lib
from course_lib import optimizers
from course_lib.config import use_floatx
from course_lib.layers import Parameter
from course_lib.optimizers import SGD, Adam, AdamW

BUILD = {
    "SGD": lambda: SGD(0.1),
    "momento": lambda: SGD(0.1, momentum=0.9),
    "Nesterov": lambda: SGD(0.1, momentum=0.9, nesterov=True),
    "Adam": lambda: Adam(0.1),
    "AdamW": lambda: AdamW(0.1),
    "decaimiento": lambda: SGD(0.1, weight_decay=0.1),
}
every = pytest.mark.parametrize("build", BUILD.values(), ids=BUILD)


def parameter(*shape, seed=0, name="dense/kernel"):
    value = np.random.default_rng(seed).standard_normal(shape or (4, 3))
    return Parameter(value.astype(lib.config.floatx()), name)


def descend(optimizer, p, steps=200, target=1.0):
    for _ in range(steps):
        p.grad = p.value - target
        optimizer.step([p])
    return p.value


@every
def test_baja_hasta_el_minimo_de_una_parabola(float64, build):
    optimizer = build()
    optimizer.weight_decay = None
    np.testing.assert_allclose(descend(optimizer, parameter(), 400), 1, atol=1e-3)


@every
def test_no_modifica_el_gradiente(build):
    p = parameter()
    p.grad = np.ones_like(p.value)
    build().step([p])
    np.testing.assert_array_equal(p.grad, 1)


@every
@pytest.mark.parametrize("floatx", ["float32", "float64"])
def test_los_pesos_y_lo_que_se_recuerda_son_del_tipo_de_la_red(build, floatx):
    with use_floatx(floatx):
        optimizer, p = build(), parameter()
        descend(optimizer, p, 3)
    assert {a.dtype.name for a in (p.value, *optimizer._memory[p])} == {floatx}


@every
def test_el_arreglo_de_un_peso_es_siempre_el_mismo(build):
    p = parameter()
    value = p.value
    descend(build(), p, 3)
    assert p.value is value


@every
def test_un_peso_grande_se_mueve_como_muchos_chicos(float64, build):
    """Los pasos se hacen por trozos: donde se corta no se nota."""
    whole = parameter(3 * optimizers.BLOCK + 5)
    parts = [Parameter(part.copy(), "parte") for part in np.array_split(whole.value, 7)]
    one, many = build(), build()
    for _ in range(3):
        for p in (whole, *parts):
            p.grad = p.value**2
        one.step([whole])
        many.step(parts)
    np.testing.assert_array_equal(whole.value, np.concatenate([p.value for p in parts]))


@every
def test_un_peso_en_orden_de_columnas_tambien_se_mueve(float64, build):
    rows, columns = parameter(), parameter()
    columns.value = np.asfortranarray(columns.value)
    np.testing.assert_array_equal(descend(build(), rows, 5), descend(build(), columns, 5))


def test_los_pesos_ortogonales_se_entrenan():
    layer = lib.layers.Dense(5, kernel_initializer="orthogonal")
    model = lib.Sequential([lib.Input((3,)), layer])
    start = layer.kernel.value.copy()
    model.compile("sgd", "mse")
    model.fit(np.ones((8, 3)), np.ones((8, 5)), verbose=0)
    assert (layer.kernel.value != start).all()


def test_un_escalar_tambien_es_un_peso(float64):
    p = Parameter(np.array(3.0), "escala")
    descend(Adam(0.1), p, 500)
    assert p.value.shape == ()
    assert p.value == pytest.approx(1, abs=1e-2)


@given(rate=st.floats(1e-3, 0.5))
def test_el_primer_paso_de_adam_mide_la_tasa_de_aprendizaje(float64, rate):
    p = parameter()
    start = p.value.copy()
    p.grad = np.random.default_rng(1).uniform(1, 100, p.value.shape)
    Adam(rate).step([p])
    np.testing.assert_allclose(start - p.value, rate, rtol=1e-6)


def test_con_momento_un_gradiente_constante_acelera_hasta_uno_sobre_uno_menos_momento(float64):
    p = Parameter(np.zeros(1), "w")
    optimizer = SGD(1.0, momentum=0.75)
    for _ in range(100):
        previous = p.value.copy()
        p.grad = np.ones(1)
        optimizer.step([p])
    assert previous - p.value == pytest.approx(1 / (1 - 0.75))


@given(factor=st.floats(1e-3, 1e3))
def test_adam_casi_no_nota_la_escala_de_la_perdida_y_sgd_si(float64, factor):
    ends = []
    for scale in (1, factor):
        p = parameter()
        optimizer = Adam(0.1, epsilon=1e-12)
        for _ in range(10):
            p.grad = scale * (p.value - 1)
            optimizer.step([p])
        ends.append(p.value)
    np.testing.assert_allclose(*ends, rtol=1e-6)


# L2(λ) y weight_decay


def network(optimizer, coefficient=None):
    regularizer = None if coefficient is None else lib.regularizers.L2(coefficient)
    layers = [
        lib.Input((5,)),
        lib.layers.Dense(7, "tanh", kernel_regularizer=regularizer),
        lib.layers.Dense(2, kernel_regularizer=regularizer),
    ]
    model = lib.Sequential(layers, seed=2)
    optimizer.exclude_from_weight_decay(var_names=["bias"])
    model.compile(optimizer, "mse")
    rng = np.random.default_rng(0)
    x = rng.standard_normal((40, 5))
    model.fit(x, np.sin(x[:, :2]), epochs=5, batch_size=8, verbose=0)
    return np.concatenate([w.ravel() for w in model.get_weights()])


def gap(build, coefficient=0.01):
    penalized = network(build(None), coefficient)
    decayed = network(build(2 * coefficient))
    return np.abs(penalized - decayed).max()


@given(coefficient=st.floats(0, 0.1))
def test_con_sgd_la_penalizacion_l2_es_un_decaimiento_de_dos_lambda(float64, coefficient):
    assert gap(lambda decay: SGD(0.1, weight_decay=decay), coefficient) < 1e-14


@pytest.mark.parametrize(
    "build",
    [
        lambda decay: SGD(0.1, momentum=0.9, weight_decay=decay),
        lambda decay: SGD(0.1, momentum=0.9, nesterov=True, weight_decay=decay),
        lambda decay: Adam(0.01, weight_decay=decay),
    ],
    ids=["momento", "Nesterov", "Adam"],
)
def test_con_memoria_la_penalizacion_l2_y_el_decaimiento_son_distintos(float64, build):
    assert gap(build) > 1e-4


def test_adamw_es_adam_con_decaimiento(float64):
    ends = [descend(o, parameter()) for o in (AdamW(0.1, 0.05), Adam(0.1, weight_decay=0.05))]
    np.testing.assert_array_equal(*ends)
    assert AdamW().weight_decay == 0.004


def test_sin_gradiente_el_decaimiento_encoge_solo_lo_que_no_se_excluye(float64):
    kernel, bias = parameter(), parameter(seed=1, name="dense/bias")
    start = kernel.value.copy(), bias.value.copy()
    optimizer = SGD(0.1, weight_decay=0.5)
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma"])
    for p in (kernel, bias):
        p.grad = np.zeros_like(p.value)
    optimizer.step([kernel, bias])
    np.testing.assert_allclose(kernel.value, 0.95 * start[0], rtol=1e-15)
    np.testing.assert_array_equal(bias.value, start[1])
    optimizer.exclude_from_weight_decay(var_list=[kernel])
    optimizer.step([kernel, bias])
    np.testing.assert_allclose(kernel.value, 0.95 * start[0], rtol=1e-15)
    np.testing.assert_allclose(bias.value, 0.95 * start[1], rtol=1e-15)


def test_sin_backward_el_paso_se_explica():
    with pytest.raises(RuntimeError, match=r"'dense/kernel', de forma \(4, 3\).*backward"):
        SGD().step([parameter()])


def test_un_gradiente_de_otra_forma_no_se_usa_por_difusion():
    p = parameter()
    p.grad = np.ones(1)
    with pytest.raises(RuntimeError, match="gradiente de la misma forma"):
        SGD().step([p])


@pytest.mark.parametrize("name", optimizers.TABLE)
def test_get_conoce_cada_nombre(name):
    optimizer = optimizers.get(name)
    assert type(optimizer) is optimizers.TABLE[name]
    assert optimizers.get(optimizer) is optimizer
