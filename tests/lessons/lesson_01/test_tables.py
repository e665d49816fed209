"""La tabla de la lección 01 dice lo que su experimento vuelve a dar."""

import pytest
from measured import assert_again, stored


def test_una_celda_se_vuelve_a_medir():
    assert_again("01_l2", l2=0.015, learning_rate=0.02)


@pytest.mark.parametrize(
    ("lam", "train", "test"),
    [(0, 0.0, 18.6), (0.0005, 0.1, 17.3), (0.005, 7.2, 15.2), (0.015, 23.8, 13.05)],
)
def test_la_tabla_reproduce_las_cifras_de_referencia(lam, train, test):
    table, point = stored("01_l2"), {"l2": lam, "learning_rate": 0.02}
    assert abs(table.mean("train", **point) - train) < 4
    assert abs(table.mean("test", **point) - test) < 2.5


def test_cada_lambda_gana_su_lugar_en_la_curva_con_su_mejor_tasa():
    best = stored("01_l2").mean("validation").min(axis=1)
    assert best.argmin() in (3, 4)
    assert min(best[0], best[-1]) > best.min() + 3
