"""Las tablas de la lección 08 dicen lo que su experimento vuelve a dar."""

import pytest
from measured import assert_again


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("08_mapa", {"norm": "no", "stddev": 0.1, "learning_rate": 0.1}),
        ("08_mapa", {"norm": "antes", "stddev": 0.01, "learning_rate": 0.1}),
        ("08_ajustada", {"noise": 0.0, "norm": "antes", "learning_rate": 0.3}),
        ("08_lotes", {"norm": "antes", "batch": 8, "learning_rate": 0.03}),
        ("08_lugar", {"activation": "sigmoid", "norm": "después", "learning_rate": 0.3}),
        ("08_crudos", {"first": "BN", "learning_rate": 0.1}),
    ],
)
def test_una_celda_de_cada_tabla_se_vuelve_a_medir(name, point):
    assert_again(name, **point)


def test_la_historia_con_ruido_se_vuelve_a_medir():
    assert_again("08_historia", ("validation",), norm="ruido")
