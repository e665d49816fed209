"""La capa armada con lo que escribe quien estudia es la de course_lib, número por número."""

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab.gradcheck import gradient_errors
from course_lib.lessons.lesson_03 import mine


def mask_of(u, r):
    return (u >= r) / (1 - r)


def back(grad, mask):
    return grad * mask


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_da_la_misma_mascara_el_mismo_gradiente_y_el_mismo_tipo(dtype):
    x = np.ones((4, 6), dtype)
    with lib.config.use_floatx(dtype):
        layers = [cls(0.3, seed=1) for cls in (mine.layer(mask_of, back), lib.layers.Dropout)]
        ours, theirs = (layer(x, training=True) for layer in layers)
        np.testing.assert_array_equal(ours, theirs)
        ours, theirs = (layer.backward(2 * x) for layer in layers)
        np.testing.assert_array_equal(ours, theirs)
        assert ours.dtype == dtype


def test_al_predecir_no_hace_nada():
    layer = mine.layer(mask_of, back)(0.3, seed=1)
    x = np.ones((4, 6), "float32")
    assert (layer(x) == x).all()
    assert (layer.backward(x) == x).all()


def test_con_las_dos_lineas_bien_lo_dice_y_su_derivada_es_exacta(capsys):
    with lib.config.use_floatx("float64"):
        layer = mine.layer(mask_of, back)(0.5, seed=1)
        x = np.random.default_rng(0).standard_normal((5, 4))
        assert gradient_errors(layer, x, training=True)["x"] < 1e-7
    assert "Tus dos líneas son dropout" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("mask", "grad", "said"),
    [
        (lambda u, r: None, back, "Todavía falta una de tus dos líneas"),
        (mask_of, lambda grad, mask: None, "Todavía falta una de tus dos líneas"),
        (lambda u, r: u >= r, back, "Tu máscara todavía no"),
        (lambda u, r: (u < r) / (1 - r), back, "Tu máscara todavía no"),
        (lambda u, r: 1 / (1 - r), back, "Tu máscara todavía no"),
        (mask_of, lambda grad, mask: grad, "Tu gradiente todavía no"),
        (mask_of, lambda grad, mask: grad * (mask > 0), "Tu gradiente todavía no"),
        (lambda u, r: u[5], back, "se detuvieron con IndexError"),
    ],
)
def test_mientras_no_esten_bien_usa_la_de_course_lib_y_lo_dice(capsys, mask, grad, said):
    assert mine.layer(mask, grad) is lib.layers.Dropout
    assert said in capsys.readouterr().out
