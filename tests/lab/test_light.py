"""La puerta liviana: sin Keras, las celdas que lo usan se saltan con una línea y lo demás corre."""

import ast
import sys
import tomllib

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from packaging.markers import Marker

from course_lib.lab import light
from notebooks import ROOT

PARITY = "from course_lib.lab import parity"
LOAD = "keras = parity.load_keras()"


def skipped(*cells):
    """Cuáles de unas celdas se saltan, en orden."""
    skipper = light.Skipper()
    visited = [skipper.visit(ast.parse(cell)) for cell in cells]
    return [light.MESSAGE in ast.unparse(cell) for cell in visited]


@pytest.mark.parametrize(
    "cell",
    [
        LOAD,
        "with parity.use_floatx('float64'):\n    print(1)",
        "import keras",
        "import numpy, tensorflow as tf",
        "from keras.layers import Dense",
        "def build():\n    import keras",
    ],
)
def test_se_salta_lo_que_carga_keras(cell):
    assert skipped(PARITY, cell, "print('sigue')") == [False, True, False]


def test_lo_que_no_se_definio_falta_hasta_que_alguien_lo_define():
    cells = (
        "curve, lib = [1], 2",
        f"{LOAD}\ncurve = keras.fit()\n\n\ndef gap(a):\n    return a",
        "print(curve)",
        "x = [gap(a) for a in range(3)]",
        "print(x)",
        "def draw():\n    return curve",
        "curve = [2]\nprint(curve)",
        "print(curve, lib)",
        "x = 3",
        "print(x)",
    )
    assert skipped(*cells) == [False, True, True, True, True, True, False, False, False, False]


def test_un_nombre_propio_de_una_funcion_no_es_el_que_falta():
    cells = (
        LOAD,
        "def f(keras):\n    return keras",
        "[keras for keras in range(3)]",
        "parity.compare({})",
        "lib.config.set_floatx('float32')",
        "# nada",
        "return 1",
    )
    assert skipped(*cells) == [True] + [False] * 6


def test_un_cuaderno_sin_keras_corre_entero(tmp_path):
    cells = (
        "import sys\n\nsys.modules.update(keras=None, tensorflow=None)  # como si no estuvieran",
        PARITY,
        f"{LOAD}\ntheirs = keras.Sequential()\nprint('nunca')",
        "theirs.summary()",
        "ours = 'sigue'\nprint(ours)",
        "await __import__('asyncio').sleep(0)\nours",
    )
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    manager = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    client = NotebookClient(notebook, km=manager, timeout=60)
    client.execute(cwd=str(tmp_path), cleanup_kc=True)
    outputs = (cell.outputs for cell in notebook.cells)
    told = [[out.get("text") or out.data["text/plain"] for out in each] for each in outputs]
    line = [f"{light.MESSAGE}\n"]
    assert told == [[], [], line, line, ["sigue\n"], ["'sigue'"]]


def test_con_keras_o_fuera_de_un_cuaderno_no_cambia_nada(monkeypatch):
    class Shell:
        ast_transformers: list = []  # noqa: RUF012

    class IPython:
        get_ipython = Shell

    light.watch()  # sin cuaderno
    monkeypatch.setitem(sys.modules, "IPython", IPython)
    for missing, count in ((False, 0), (True, 1)):
        monkeypatch.setattr(light, "is_missing", lambda missing=missing: missing)
        light.watch()
        assert len(Shell.ast_transformers) == count


@pytest.mark.parametrize(
    ("version", "system", "machine", "exists"),
    [
        ((3, 13), "linux", "x86_64", True),
        ((3, 14), "linux", "x86_64", False),
        ((3, 13), "darwin", "x86_64", False),
        ((3, 13), "darwin", "arm64", True),
        ((3, 13), "win32", "AMD64", True),
    ],
)
def test_se_sabe_donde_hay_tensorflow_como_lo_pide_el_proyecto(
    monkeypatch, version, system, machine, exists
):
    monkeypatch.setattr(sys, "version_info", (*version, 0))
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(light.platform, "machine", lambda: machine)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    marker = project["optional-dependencies"]["keras"][0].partition("; ")[2]
    here = {
        "python_version": ".".join(map(str, version)),
        "sys_platform": system,
        "platform_machine": machine,
    }
    assert Marker(marker).evaluate(here) is light.exists() is exists


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_en_cada_leccion_solo_se_salta_la_paridad(path):
    cells = nbformat.read(path, as_version=4).cells
    codes = [cell.source for cell in cells if cell.cell_type == "code"][1:]
    marks = skipped(*codes)
    assert 2 <= sum(marks) <= 5
    for source, mark in zip(codes, marks, strict=True):
        assert mark or LOAD not in source
