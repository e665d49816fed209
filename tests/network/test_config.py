"""El tipo con que se calcula."""

import pytest

from course_lib import config


def test_por_defecto_es_float32_como_en_keras():
    assert config.floatx() == "float32"


def test_dentro_del_bloque_es_otro_y_despues_el_de_antes():
    with config.use_floatx("float64"):
        assert config.floatx() == "float64"
    assert config.floatx() == "float32"


def test_tambien_vuelve_si_algo_falla():
    with pytest.raises(RuntimeError), config.use_floatx("float64"):
        raise RuntimeError
    assert config.floatx() == "float32"


@pytest.mark.parametrize("value", ["float16", "double", 64, None])
def test_otro_tipo_se_rechaza(value):
    with pytest.raises(ValueError, match='debe ser "float32" o "float64"'):
        config.set_floatx(value)
