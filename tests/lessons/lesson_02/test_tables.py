"""Las tablas de la lección 02 dicen lo que su experimento vuelve a dar."""

import pytest
from measured import assert_again


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("02_ejemplos", {"examples": 250, "shift": 2, "learning_rate": 0.05}),
        ("02_chica", {"examples": 3500, "shift": 2, "learning_rate": 0.01}),
        ("02_epocas", {"shift": 2, "epochs": 10, "learning_rate": 0.05}),
        ("02_cruce", {"study": "desplazar", "learning_rate": 0.05}),
    ],
)
def test_una_celda_de_cada_tabla_se_vuelve_a_medir(name, point):
    assert_again(name, **point)
