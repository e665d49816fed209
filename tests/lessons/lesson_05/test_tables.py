"""Las tablas de la lección 05 dicen lo que su experimento vuelve a dar."""

import pytest
from measured import assert_again


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("05_tanh", {"start": "Glorot", "depth": 3, "learning_rate": 0.1}),
        ("05_sigmoid", {"start": "Glorot", "depth": 10, "learning_rate": 0.3}),
    ],
)
def test_una_celda_de_cada_tabla_se_vuelve_a_medir(name, point):
    assert_again(name, ("validation", "test"), **point)
