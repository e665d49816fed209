"""Las tablas de la lección 09 dicen lo que su experimento vuelve a dar."""

import pytest
from measured import assert_again, stored

from course_lib.lessons.lesson_09.tables import LAMBDAS

ERRORS = ("train", "validation", "test")


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("09_escalera", {"recipe": "He + L2", "learning_rate": 2**-8}),
        ("09_escalera", {"recipe": "BN + dropout + aumento", "learning_rate": 2**-8}),
        ("09_lambda", {"recipe": "BN + L2", "l2": 0.015, "learning_rate": 2**-8}),
        ("09_bordes", {"recipe": "He", "learning_rate": 2**-12}),
        (
            "09_lugar",
            {"recipe": "BN + dropout + aumento", "dropout": "0-0-0-0.25", "learning_rate": 2**-6},
        ),
    ],
)
def test_una_celda_de_cada_tabla_se_vuelve_a_medir(name, point):
    assert_again(name, ERRORS, **point)


def test_la_final_usa_la_tasa_que_eligio_la_validacion():
    assert_again("09_semillas", ("learning_rate", "test"), recipe="He", stop="a tiempo")


def test_la_escalera_usa_el_lambda_de_menor_error_de_validacion():
    table = stored("09_lambda")
    for base, chosen in LAMBDAS.items():
        score = table.tuned("validation", recipe=f"{base} + L2", open_ends=True).mean(axis=-1)
        assert table.grid["l2"][score.argmin()] == chosen
