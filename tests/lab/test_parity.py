"""El instrumento que compara con Keras: lo carga, fija el tipo en las dos y mide la diferencia."""

import math
import re
import sys

import numpy as np
import pytest

import course_lib as lib
from course_lib.lab import light, parity


def test_load_keras_devuelve_siempre_el_mismo_modulo(keras_module):
    assert parity.load_keras() is keras_module is sys.modules["keras"]


@pytest.mark.parametrize(
    ("missing", "exists", "error", "told"),
    [
        (True, True, ImportError("no está"), "pip install tensorflow"),
        (True, False, ImportError("no está"), "No hay TensorFlow para este computador"),
        (False, True, ImportError("DLL load failed"), "no parten: ImportError: DLL load failed"),
        (False, True, TypeError("Descriptors cannot"), "no parten: TypeError: Descriptors cannot"),
        (False, True, OSError("libcuda"), "uv sync --reinstall-package tensorflow"),
    ],
)
def test_si_keras_no_se_puede_importar_se_dice_por_que_y_que_hacer(
    monkeypatch, missing, exists, error, told
):
    for name in [n for n in sys.modules if n.split(".")[0] == "keras"]:
        monkeypatch.delitem(sys.modules, name)

    class Broken:
        def find_spec(self, name, *_):
            if name == "keras":
                raise error

    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    monkeypatch.setattr(light, "is_missing", lambda: missing)
    monkeypatch.setattr(light, "exists", lambda: exists)
    with pytest.raises(ImportError, match=re.escape(told)) as caught:
        parity.load_keras()
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("value", ["float64", "float32"])
def test_el_tipo_cambia_en_las_dos_bibliotecas_y_vuelve(keras_module, value):
    before = lib.config.floatx(), keras_module.layers.Dense(1).compute_dtype
    with parity.use_floatx(value):
        seen = {keras_module.layers.Dense(1).compute_dtype, keras_module.config.floatx()}
        assert {*seen, lib.config.floatx()} == {value}
    assert (lib.config.floatx(), keras_module.layers.Dense(1).compute_dtype) == before


def test_la_diferencia_maxima_distingue_nan_de_numeros():
    nan = float("nan")
    assert parity.max_difference([], []) == 0
    assert parity.max_difference(np.array([1.0, nan]), np.array([1.5, nan])) == 0.5
    assert parity.max_difference(np.array([1.0, 2.0]), np.array([1.0, nan])) == math.inf
    with pytest.raises(ValueError, match="formas distintas"):
        parity.max_difference(np.ones(3), np.ones((3, 1)))
    with pytest.raises(ValueError, match="2 y 1 arreglos"):
        parity.max_difference([np.ones(3)] * 2, [np.ones(3)])


def test_compare_escribe_una_tabla_y_falla_si_algo_difiere(capsys):
    parity.compare({"pesos": ([np.ones(2)], [np.ones(2)]), "pérdida": (1.0, 1.0 + 1e-9)})
    assert capsys.readouterr().out.count("≤ 1e-06  ✓") == 2
    with pytest.raises(AssertionError, match=r"más de 1e-12: pérdida\."):
        parity.compare({"pesos": (1.0, 1.0), "pérdida": (1.0, 1.0 + 1e-9)}, tolerance=1e-12)
    assert "= 1.0e-09  ✗" in capsys.readouterr().out


def test_compare_nombra_a_la_otra_biblioteca(capsys):
    parity.compare({"media": (1.0, 1.0)})
    assert "máx |Δ| con Keras\n" in capsys.readouterr().out
    parity.compare({"media": (1.0, 1.0)}, other="scikit-learn")
    assert "máx |Δ| con scikit-learn\n" in capsys.readouterr().out
    with pytest.raises(AssertionError, match=r"^Difieren de scikit-learn en más"):
        parity.compare({"media": (1.0, 2.0)}, other="scikit-learn")
