"""Las tablas de la lección 03 dicen lo que su experimento vuelve a dar."""

import pytest
from measured import assert_again

from course_lib.lessons.tables import load

TABLES = load("03")


@pytest.mark.parametrize("name", TABLES)
def test_una_celda_de_cada_tabla_se_vuelve_a_medir(name):
    last = {key: values[-1] for key, values in TABLES[name].grid.items()}
    assert_again(name, **last | {"learning_rate": 0.01})
