"""El cobro armado con lo que escribe quien estudia es el de course_lib, número por número."""

import numpy as np
import pytest

import course_lib as lib
from course_lib.lessons.lesson_01 import mine


def add_price(p, lam):
    p.grad += 2 * lam * p.value


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_entrena_los_mismos_pesos_que_la_de_course_lib(dtype):
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((40, 5)), rng.standard_normal((40, 2))

    def trained(price):
        layer = lib.layers.Dense(2, kernel_regularizer=price)
        model = lib.Sequential([lib.Input(shape=(5,)), layer], seed=0)
        model.compile("sgd", "mse")
        loss = model.fit(x, y, epochs=3, batch_size=8, verbose=0).history["loss"]
        return model.get_weights()[0], loss

    with lib.config.use_floatx(dtype):
        (ours, loss), (theirs, expected) = (
            trained(price) for price in (mine.price(add_price, 0.25), lib.regularizers.L2(0.25))
        )
    np.testing.assert_array_equal(ours, theirs)
    assert loss == expected
    assert ours.dtype == dtype


def test_con_la_linea_bien_lo_dice(capsys):
    price = mine.price(add_price, 0.5)
    np.testing.assert_array_equal(price.gradient(np.array([3.0, -1.0])), [3, -1])
    assert "Tu línea es la derivada del cobro" in capsys.readouterr().out


def replaced(p, lam):
    p.grad = 2 * lam * p.value


def shrunk(p, lam):
    p.grad += 2 * lam * p.value
    p.value *= 0.9


def broken(p, lam):
    p.grad += lam * p.weight


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (lambda p, lam: None, "Todavía falta tu línea"),
        (replaced, "todavía no suma la derivada"),
        (shrunk, "todavía no suma la derivada"),
        (broken, "se detuvo con AttributeError"),
    ],
)
def test_mientras_no_este_bien_usa_la_de_course_lib_y_lo_dice(capsys, line, said):
    assert mine.price(line, 0.1) == lib.regularizers.L2(0.1)
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("factor", [1, -2, 4])
def test_otro_factor_no_es_la_derivada(capsys, factor):
    def line(p, lam):
        p.grad += factor * lam * p.value

    assert type(mine.price(line, 0.1)) is lib.regularizers.L2
    assert "todavía no suma" in capsys.readouterr().out


def test_se_prueba_antes_de_entrenar_y_lo_que_falta_queda_pendiente(capsys):
    np.testing.assert_allclose(mine.tried(add_price), [4.4, -5.2])
    assert mine.tried(lambda p, lam: None) is None
    assert capsys.readouterr().out == ""
    assert mine.tried(broken) is None
    assert "se detuvo con AttributeError" in capsys.readouterr().out


def test_confundir_el_parametro_con_sus_numeros_dice_donde_estan(capsys):
    def confused(p, lam):
        p.grad += 2 * lam * p

    assert mine.tried(confused) is None
    assert "sus números están en `p.value`" in capsys.readouterr().out
