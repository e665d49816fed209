"""La capa armada con lo que escribe quien estudia corre cada imagen lo suyo."""

import numpy as np
import pytest

import course_lib as lib
from course_lib.lessons.lesson_02 import mine
from course_lib.lessons.lesson_02.tables import moved


def shift(image, down, right):
    big = np.pad(image, 4)
    return big[4 - down : 4 - down + len(image), 4 - right : 4 - right + image.shape[1]]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_cada_imagen_se_corre_hasta_dos_pixeles_por_su_cuenta(dtype):
    with lib.config.use_floatx(dtype):
        layer = mine.layer(shift)
        layer.rng = np.random.default_rng(0)
        image = np.random.default_rng(1).random((1, 28, 28, 1)).astype(dtype)
        seen = layer(np.repeat(image, 200, axis=0), training=True)
        assert seen.dtype == dtype
    every = [moved(image, i, j)[0] for i in range(-2, 3) for j in range(-2, 3)]
    hits = {k for one in seen for k, other in enumerate(every) if (one == other).all()}
    assert len(hits) == 25  # en 200 sorteos salen las 25
    assert all(any((one == other).all() for other in every) for one in seen)


def test_al_predecir_no_hace_nada():
    x = np.random.default_rng(0).random((3, 28, 28, 1)).astype("float32")
    assert (mine.layer(shift)(x, training=False) == x).all()


def test_con_la_funcion_bien_lo_dice(capsys):
    mine.layer(shift)
    assert "Tu función corre bien" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda image, down, right: None, "Todavía falta tu función"),
        (lambda image, down, right: shift(image, -down, -right), "todavía no corre bien"),
        (lambda image, down, right: shift(image, right, down), "todavía no corre bien"),
        (lambda image, down, right: np.roll(image, (down, right), (0, 1)), "todavía no corre bien"),
        (lambda image, down, right: np.pad(image, 4), "todavía no corre bien"),
        (lambda image, down, right: image[99], "se detuvo con IndexError"),
    ],
)
def test_mientras_no_este_bien_usa_la_de_course_lib_y_lo_dice(capsys, function, said):
    assert type(mine.layer(function)) is lib.layers.RandomTranslation
    assert said in capsys.readouterr().out


def test_se_prueba_antes_de_entrenar_y_lo_que_falla_queda_pendiente(capsys):
    np.testing.assert_array_equal(mine.tried(shift), [[0, 0, 0], [1.5, 0, 0], [3, 0, 0]])
    assert mine.tried(lambda image, down, right: None) is None
    assert capsys.readouterr().out == ""
    assert mine.tried(lambda image, down, right: image[99]) is None
    assert "se detuvo con IndexError" in capsys.readouterr().out
