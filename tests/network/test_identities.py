"""Las identidades de los artículos que el curso enseña, comprobadas con el núcleo."""

import itertools
import math

import numpy as np
import pytest

import course_lib as lib
from course_lib.activations import softmax
from course_lib.lab.diagnostics import observe
from course_lib.layers import Dense, Dropout

pytestmark = pytest.mark.usefixtures("float64")

RATE = 0.3


class TodasLasMascaras:
    """Azar que recorre las 2ⁿ máscaras, una por fila."""

    def __init__(self, n):
        self.kept = np.array(list(itertools.product([0, 1], repeat=n)))

    def random(self, size, dtype):
        return self.kept.astype(dtype)

    def probabilities(self):
        on = self.kept.sum(axis=1)
        return (1 - RATE) ** on * RATE ** (self.kept.shape[1] - on)


def thinned(x):
    """La misma fila vista por cada máscara, y la probabilidad de cada una."""
    masks = TodasLasMascaras(len(x))
    layer = Dropout(RATE)
    layer.rng = masks
    return layer(np.tile(x, (len(masks.kept), 1)), training=True), masks.probabilities()


def test_la_red_promedio_es_la_media_geometrica_de_todas_las_redes_adelgazadas():
    """Srivastava et al. (2014): exacto con una capa oculta y softmax; la aritmética difiere."""
    hidden = np.abs(np.random.default_rng(0).standard_normal(8))
    output = Dense(4, kernel_initializer="random_normal", bias_initializer="random_normal")
    output(hidden[None])
    output.kernel.value *= 40
    x, weight = thinned(hidden)
    votes = softmax(output(x))
    geometric = np.exp((weight[:, None] * np.log(votes)).sum(axis=0))
    geometric /= geometric.sum()
    mean_network = softmax(output(hidden[None]))[0]
    assert weight.sum() == pytest.approx(1)
    np.testing.assert_allclose(geometric, mean_network, atol=1e-14)
    assert np.abs(weight @ votes - mean_network).max() > 1e-3


def test_dropout_en_la_entrada_de_una_regresion_lineal_es_ridge():
    """E‖y − x̃·w‖² = ‖y − x·w‖² + rate/(1 − rate)·‖Γ·w‖²,  Γ² = diag(xᵀx)."""
    rng = np.random.default_rng(1)
    x, y, w = rng.standard_normal((5, 6)), rng.standard_normal(5), rng.standard_normal(6)
    expected = 0.0
    for row, target in zip(x, y, strict=True):
        seen, weight = thinned(row)
        expected += weight @ (target - seen @ w) ** 2
    ridge = RATE / (1 - RATE) * ((x**2).sum(axis=0) * w**2).sum()
    assert expected == pytest.approx(((y - x @ w) ** 2).sum() + ridge, rel=1e-12)


def test_dropout_multiplica_la_varianza_por_tasa_sobre_uno_menos_tasa():
    x = np.array([3.0])
    seen, weight = thinned(x)
    assert weight @ (seen - x) ** 2 == pytest.approx(9 * RATE / (1 - RATE))


def deep(initializer, activation, layers, width=300):
    model = lib.Sequential(
        [
            lib.Input((width,)),
            *(Dense(width, activation, kernel_initializer=initializer) for _ in range(layers)),
            Dense(10),
        ],
        seed=0,
    )
    model.compile("sgd", lib.losses.SparseCategoricalCrossentropy(from_logits=True))
    rng = np.random.default_rng(0)
    return observe(model, rng.standard_normal((300, width)), rng.integers(10, size=300))[:-1]


def test_la_inicializacion_de_glorot_conserva_activaciones_y_gradientes():
    """Glorot y Bengio (2010), figuras 6 y 7: U(±1/√n) tiene n·Var = 1/3 y todo se encoge."""
    n = 300
    standard = lib.initializers.RandomUniform(-1 / math.sqrt(n), 1 / math.sqrt(n))
    assert n * standard((n, n), np.random.default_rng(0)).var() == pytest.approx(1 / 3, rel=0.01)
    shrinks, keeps = deep(standard, "tanh", 5), deep("glorot_uniform", "tanh", 5)
    assert shrinks[-1].std / shrinks[0].std < 0.15 < 0.4 < keeps[-1].std / keeps[0].std
    assert shrinks[0].grad_std / shrinks[-1].grad_std < 0.15 < 0.3
    assert keeps[0].grad_std / keeps[-1].grad_std > 0.3


def test_el_gradiente_de_los_pesos_no_delata_que_el_de_las_activaciones_se_desvanece():
    """Glorot y Bengio (2010), ec. 14: su varianza es casi la misma en todas las capas."""
    n = 300
    standard = lib.initializers.RandomUniform(-1 / math.sqrt(n), 1 / math.sqrt(n))
    stats = deep(standard, "tanh", 5)
    weights = [s.grad_norm for s in stats]
    assert max(weights) / min(weights) < 3
    assert stats[-1].grad_std / stats[0].grad_std > 6


def test_con_relu_hay_que_duplicar_la_varianza():
    """He et al. (2015): con Var(w) = 1/n la señal de 30 capas cae a √(2⁻³⁰) = 2⁻¹⁵."""
    lecun, he = deep("lecun_normal", "relu", 30), deep("he_normal", "relu", 30)
    assert lecun[-1].std / he[-1].std == pytest.approx(2**-15, rel=1e-6)
    assert 0.2 < he[-1].std / he[0].std < 5
