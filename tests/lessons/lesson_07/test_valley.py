"""El valle de una neurona lineal: la fórmula cerrada dice lo mismo que bajar paso a paso."""

import numpy as np
import pytest

from course_lib.lessons.lesson_07 import valley


def problem(seed=0, n=50, scales=(1, 5)):
    rng = np.random.default_rng(seed)
    x = rng.normal(0.5, 1, (n, len(scales))) * scales
    return x, x @ np.arange(1, len(scales) + 1) + rng.standard_normal(n)


def loss(x, y, w):
    return np.mean((x @ w - y) ** 2)


def test_la_curvatura_es_la_segunda_derivada_de_la_perdida():
    x, y = problem()
    e, w = np.array([0.3, -0.2]), valley.minimum(x, y)
    expected = loss(x, y, w) + e @ valley.hessian(x) @ e / 2
    assert loss(x, y, w + e) == pytest.approx(expected)


def test_en_el_minimo_el_gradiente_es_cero():
    x, y = problem()
    np.testing.assert_allclose(x.T @ (x @ valley.minimum(x, y) - y), 0, atol=1e-9)


def test_el_sesgo_es_el_peso_de_una_columna_de_unos():
    x, y = problem()
    w = valley.minimum(valley.with_bias(x), y + 7)
    np.testing.assert_allclose(w - valley.minimum(valley.with_bias(x), y), [0, 0, 7], atol=1e-9)


@pytest.mark.parametrize(("factor", "explodes"), [(0.99, False), (1.01, True)])
def test_pasada_la_tasa_limite_el_descenso_explota(factor, explodes):
    x, y = problem()
    w, rate = np.zeros(2), factor * valley.largest_rate(x)
    for _ in range(2000):
        w = w - rate * 2 * x.T @ (x @ w - y) / len(x)
    assert (loss(x, y, w) > 1e6) == explodes


def test_la_condicion_es_la_razon_entre_curvaturas():
    x, _ = problem(scales=(1, 3, 20))
    curvatures = np.linalg.eigvalsh(valley.hessian(x))
    assert valley.condition(x) == pytest.approx(curvatures[-1] / curvatures[0])
    assert valley.condition(np.eye(2)) == pytest.approx(1)


def test_el_camino_parte_lejos_y_cada_paso_es_descenso():
    x, _ = problem()
    path = valley.walk(x, fraction=0.25, steps=5)
    assert path.shape == (6, 2)
    rate = 0.25 * valley.largest_rate(x)
    np.testing.assert_allclose(path[1:], path[:-1] - rate * path[:-1] @ valley.hessian(x))


@pytest.mark.parametrize("steps", [0, 1, 7, 100])
def test_lo_que_falta_es_lo_que_falta_al_bajar_de_verdad(steps):
    x, y = problem()
    w, best = np.zeros(2), loss(x, y, valley.minimum(x, y))
    for _ in range(steps):
        w = w - valley.largest_rate(x) / 2 * 2 * x.T @ (x @ w - y) / len(x)
    expected = (loss(x, y, w) - best) / (loss(x, y, np.zeros(2)) - best)
    assert valley.gap(x, y, steps) == pytest.approx(expected, abs=1e-12)


def test_los_pasos_son_los_primeros_que_llegan():
    x, y = problem(scales=(1, 30))
    steps = valley.steps_to(x, y, 1e-4)
    assert valley.gap(x, y, steps) <= 1e-4 < valley.gap(x, y, steps - 1)


def test_un_circulo_se_baja_en_un_paso():
    x, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((9, 2)))
    assert valley.steps_to(x, np.arange(9.0)) == 1


def test_la_meta_debe_ser_positiva():
    with pytest.raises(ValueError, match="`goal` debe ser mayor que 0"):
        valley.steps_to(*problem(), goal=0)
