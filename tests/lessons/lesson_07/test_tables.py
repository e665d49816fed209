"""Las tablas de la lección 07 dicen lo que su experimento vuelve a dar."""

import pytest
from measured import assert_again


@pytest.mark.parametrize(
    ("name", "scale", "optimizer", "rate"),
    [
        ("07_pixeles", "0 a 1", "SGD", 0.1),
        ("07_pixeles", "estándar", "Adam", 0.001),
        ("07_pixeles", "0 a 255", "SGD", 1.0),
        ("07_pixeles", "píxel, ±5", "SGD", 0.1),
        ("07_diabetes", "crudo", "SGD", 1e-6),
        ("07_diabetes", "min-max", "Adam", 0.1),
        ("07_diabetes", "estándar", "SGD", 1e-4),
    ],
)
def test_algunas_celdas_se_vuelven_a_medir(name, scale, optimizer, rate):
    assert_again(name, scale=scale, optimizer=optimizer, learning_rate=rate)
