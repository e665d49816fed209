"""`curso doctor`: lo que avisa sin impedir que se califique, y órdenes que sirven donde se dan."""

import importlib.util
import json
import py_compile
import sys
from types import ModuleType

import pytest

from course_lib.cli import main
from course_lib.grading import doctor


@pytest.fixture(autouse=True)
def box(monkeypatch):
    """Una caja que siempre responde."""
    for name in ("_bwrap", "_docker"):
        monkeypatch.setattr(doctor, name, lambda: (True, "se abre y responde", ""))


@pytest.mark.parametrize(
    ("soft", "hard", "mark", "told"),
    [
        (100, 4096, "○", "súbelo con `ulimit -u 4096`, o usa --procesos 1"),
        (100, -1, "○", "ulimit -u unlimited"),
        (100, 100, "○", "pide que te los suban, o usa --procesos 1"),
        (doctor.FEW, -1, "✓", f"hasta {doctor.FEW} a la vez"),
        (-1, -1, "✓", "sin tope"),
    ],
)
def test_avisa_si_caben_pocos_procesos(capsys, monkeypatch, soft, hard, mark, told):
    resource = pytest.importorskip("resource")
    assert resource.RLIM_INFINITY == -1
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (soft, hard))
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert f"{mark} Procesos: " in said
    assert told in said
    assert ("--procesos 1" in said) is (mark == "○")


def test_donde_el_sistema_no_pone_tope_no_se_avisa(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)  # como en Windows
    assert main(["doctor"]) == 0
    assert "✓ Procesos: sin tope conocido" in capsys.readouterr().out


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Una biblioteca estándar con un módulo propio y uno instalado adentro, sin compilar."""
    (tmp_path / "site-packages").mkdir()
    for name in ("propio", "site-packages/ajeno"):
        path = tmp_path / f"{name}.py"
        path.write_text("", encoding="utf-8")
        module = ModuleType(path.stem)
        module.__spec__ = importlib.util.spec_from_file_location(path.stem, path)
        monkeypatch.setitem(sys.modules, path.stem, module)
    monkeypatch.setattr(doctor.sysconfig, "get_path", lambda name: str(tmp_path))
    return tmp_path


def test_un_archivo_sin_compilar_se_cuenta_y_lo_ajeno_no(capsys, library):
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["Compilado"] is False
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "○ Compilado: a 1 archivos de Python y NumPy les falta" in said
    assert f"-m compileall -q {library}" in said
    with pytest.MonkeyPatch.context() as patch:  # compilado donde la caja no lo ve
        patch.setattr(sys, "pycache_prefix", str(library / "otra"))
        py_compile.compile(str(library / "propio.py"))
    assert doctor._compiled()[0] is False
    py_compile.compile(str(library / "propio.py"))
    assert main(["doctor"]) == 0
    assert "✓ Compilado: está" in capsys.readouterr().out


def test_lo_que_falta_se_instala_igual_dentro_y_fuera_del_curso(capsys, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "uv sync --group docencia" in said
    assert "python -m pip install filelock jinja2" in said
    assert "'.[" not in said
