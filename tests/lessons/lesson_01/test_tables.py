"""Las tablas de la lección 01 dicen lo que su experimento vuelve a dar."""

import numpy as np
import pytest
from measured import assert_again, stored

from course_lib.lab.datasets import make_moons
from course_lib.lessons.lesson_01.tables import BOX, SIDE, moons
from course_lib.lessons.tables import load

TABLES = load("01")
SEARCHED = [name for name, table in TABLES.items() if table.start]
ADAM, SGD = 0.001, 0.005


@pytest.mark.parametrize("name", SEARCHED)
def test_una_celda_de_cada_tabla_se_vuelve_a_medir(name):
    last = {key: values[-1] for key, values in TABLES[name].grid.items()}
    # lo que contesta en las mentiras son unas 360 etiquetas: un punto son cuatro
    measured = ("train", "validation", "noisy validation", "test", "norm")
    assert_again(name, measured, **last | {"learning_rate": ADAM if "adam" in name else SGD})


def test_las_medias_lunas_se_vuelven_a_medir():
    made = TABLES["01_lunas"]
    run = made.experiment(l2=0.001, seed=made.seeds[0])
    assert abs(run["new"] - stored("01_lunas").values("new", l2=0.001)[0]) < 3
    assert run["regions"].shape == (SIDE, SIDE)


def test_en_las_medias_lunas_mienten_dieciocho_y_todo_cae_en_la_ventana():
    lies = []
    for draw in range(8):
        x, y, told = moons(draw)
        lies.append(int(np.sum(told != y)))
        for column, (low, high) in zip(x.T, BOX, strict=True):
            assert low < column.min()
            assert column.max() < high
        assert len(make_moons(2000, 0.2, np.random.default_rng(draw + 1000))[0]) == 2000
    assert 12 <= np.mean(lies) <= 20
