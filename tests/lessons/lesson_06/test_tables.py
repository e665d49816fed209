"""La tabla de la lección 06 dice lo que su experimento vuelve a dar."""

import pytest
from measured import assert_again


@pytest.mark.parametrize(
    "point",
    [
        {"start": "He", "depth": 5, "learning_rate": 0.03},
        {"start": "LeCun", "depth": 30, "learning_rate": 0.01},
    ],
)
def test_dos_celdas_se_vuelven_a_medir(point):
    assert_again("06_profundidad", ("validation", "test"), **point)
