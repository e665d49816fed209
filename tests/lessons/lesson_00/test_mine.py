"""La pérdida armada con lo que escribe quien estudia es la de course_lib, número por número."""

import numpy as np
import pytest

import course_lib as lib
from course_lib.lessons.lesson_00 import mine

OURS = lib.losses.SparseCategoricalCrossentropy(from_logits=True)


def gradient(scores, y):
    return (lib.activations.softmax(scores) - y) / len(y)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_da_la_misma_perdida_el_mismo_gradiente_y_el_mismo_tipo(dtype, capsys):
    scores = np.random.default_rng(0).standard_normal((5, 4)).astype(dtype)
    labels = np.array([0, 3, 1, 1, 2])
    yours = mine.loss(gradient)
    assert "Tu gradiente es la derivada" in capsys.readouterr().out
    assert type(yours) is not type(OURS)
    with lib.config.use_floatx(dtype):
        assert yours(labels, scores) == OURS(labels, scores)
        given = yours.gradient(labels, scores)
        np.testing.assert_allclose(given, OURS.gradient(labels, scores), rtol=1e-6)
    assert given.dtype == dtype


def test_una_red_entrena_con_ella():
    x, y = np.eye(3, dtype="float32"), np.arange(3)
    trained = []
    for loss in (mine.loss(gradient), OURS):
        model = lib.Sequential([lib.Input(shape=(3,)), lib.layers.Dense(3)], seed=0)
        model.compile(lib.optimizers.SGD(0.5), loss)
        model.fit(x, y, epochs=5, verbose=0)
        trained.append(model.get_weights())
    for yours, ours in zip(*trained, strict=True):
        np.testing.assert_allclose(yours, ours, atol=1e-6)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda scores, y: None, "Todavía falta tu línea"),
        (lambda scores, y: -gradient(scores, y), "todavía no da la derivada"),
        (lambda scores, y: gradient(scores, y) * len(y), "todavía no da la derivada"),
        (lambda scores, y: scores.sum(axis=1), "todavía no da la derivada"),
        (lambda scores, y: gradient(scores, y) * len(y) / 2, "todavía no da la derivada"),
        (lambda scores, y: gradient(scores, y) * len(y) / 3 * 3 / 4, "todavía no da la derivada"),
        (lambda scores, y: lib.softmax(scores), "se detuvo con AttributeError"),
        (lambda scores, y: [[1.0], [1.0, 2.0]], "se detuvo con ValueError"),
        (lambda scores, y: (gradient(scores, y), 1), "se detuvo con ValueError"),
    ],
    ids=[
        *("falta", "al revés", "sin promediar", "otra forma", "por dos", "por las clases"),
        *("sin nombre", "dispareja", "dos cosas"),
    ],
)
def test_mientras_falte_o_este_mal_usa_la_de_course_lib_y_lo_dice(capsys, wrong, said):
    assert mine.loss(wrong) == OURS
    assert said in capsys.readouterr().out
