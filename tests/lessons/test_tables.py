"""Cada tabla guardada es la que su sala dice calcular."""

import numpy as np
import pytest
from measured import stored

from course_lib.lessons import rooms
from course_lib.lessons.tables import load

TABLES = {name: table for lesson in rooms.lessons() for name, table in load(lesson).items()}


def test_cada_tabla_guardada_tiene_quien_la_calcule_y_cada_una_que_se_calcula_esta_guardada():
    saved = {path.stem for lesson in rooms.lessons() for path in rooms.folder(lesson).glob("*.npz")}
    assert saved == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_trae_todos_los_valores_y_semillas_que_su_leccion_anuncia(name):
    made, table = TABLES[name], stored(name)
    assert table.grid == made.grid
    assert table.seeds == list(made.seeds)
    assert table.seconds > 0
    assert all(np.isfinite(values).all() for values in table.metrics.values())
