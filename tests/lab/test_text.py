"""Los números se escriben como en Chile."""

import math

import pytest

from course_lib.lab.text import columns, decimal, duration, label, spread


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.11472, "0,115"),
        (0.001, "0,001"),
        (0, "0"),
        (-2.5, "−2,5"),
        (1e-5, "1e−05"),
        (1234, "1230"),
        (12_345, "12.300"),
        (1_000_000, "1.000.000"),
    ],
)
def test_tres_cifras_coma_decimal_y_punto_de_miles(value, text):
    assert decimal(value) == text


def test_se_puede_pedir_mas_cifras():
    assert decimal(math.pi, digits=5) == "3,1416"


@pytest.mark.parametrize(
    ("mean", "deviation", "text"),
    [
        (12.83, 0.52, "12,8 ± 0,5"),
        (0.87512, 0.0031, "0,875 ± 0,003"),
        (0.87512, 0.0096, "0,875 ± 0,010"),
        (1520.4, 31.0, "1520 ± 31"),
        (0.5, 0.0, "0,5"),
        (0.5, math.nan, "0,5"),
    ],
)
def test_la_desviacion_decide_con_cuantas_cifras_se_escribe_el_promedio(mean, deviation, text):
    assert spread(mean, deviation) == text


def test_las_columnas_quedan_alineadas():
    assert columns([["a", "error"], ["0,25", "7"]]) == "   a  error\n0,25      7"


def test_un_punto_de_la_grilla_se_nombra_con_coma():
    assert label({"rate": 0.5, "units": "64-64"}) == "tasa de dropout = 0,5, neuronas = 64-64"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.25, "0,25 segundos"),
        (1, "1 segundo"),
        (89, "89 segundos"),
        (90, "1,5 minutos"),
        (720, "12 minutos"),
        (5400, "1,5 horas"),
    ],
)
def test_una_duracion_se_dice_en_la_unidad_que_se_entiende(seconds, text):
    assert duration(seconds) == text
