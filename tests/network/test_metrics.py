"""La exactitud cuenta aciertos, venga la clase como venga."""

import numpy as np
import pytest

from course_lib import metrics
from course_lib.metrics import accuracy

SCORES = np.array([[3.0, 1, 0], [0, 2, 1], [1, 0, 5], [9, 8, 7]])


@pytest.mark.parametrize(
    "y",
    [[0, 1, 2, 2], [[0], [1], [2], [2]], np.eye(3)[[0, 1, 2, 2]]],
    ids=["N", "(N, 1)", "one-hot"],
)
def test_cuenta_la_fraccion_de_aciertos(y):
    assert accuracy(y, SCORES) == 0.75


def test_con_una_salida_se_compara_con_un_medio():
    assert accuracy([0, 1, 1, 0], [[0.1], [0.9], [0.4], [0.5]]) == 0.75


def test_en_secuencias_cuenta_cada_paso():
    assert accuracy([[0, 1], [2, 2]], SCORES.reshape(2, 2, 3)) == 0.75


@pytest.mark.parametrize("y", [[0, 1, 2], np.eye(2)[[0, 1, 1, 0]], [[[0]], [[1]], [[2]], [[2]]]])
def test_si_las_formas_no_calzan_lo_dice(y):
    with pytest.raises(ValueError, match="una clase por ejemplo"):
        accuracy(y, SCORES)


def test_una_prediccion_sin_clases_se_explica():
    with pytest.raises(ValueError, match=r"que es \(N, K\)"):
        accuracy([0, 1], [0.2, 0.7])


def test_get_conoce_la_exactitud_y_su_apodo():
    assert metrics.get("accuracy") == metrics.get("acc") == "accuracy"
