"""Toda orden y toda revisión termina bien aunque su salida vaya a una tubería cp1252."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib import console

ROOT = Path(__file__).parents[1]
ORDER = "import sys; from course_lib.cli import main; sys.exit(main(sys.argv[1:]))"
CHECKS = """
import numpy as np
from course_lib.grading import check, check_all
from course_lib.lab import environment, parity
from course_lib.lessons import quizzes

def mask_by_hand():
    raise NotImplementedError

check("3.1")
check_all(3)
environment.check()
parity.compare({"π": (np.ones(2), np.ones(2))})
parity.compare({"σ": (np.ones(2), np.zeros(2))}, tolerance=2)
quizzes.check("01", half_life=None)
quizzes.check("01", half_life=-9.5)
"""


def run(tmp_path, *words):
    return subprocess.run(
        [sys.executable, *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="cp1252",
        timeout=120,
        check=False,
    )


def test_las_revisiones(tmp_path):
    done = run(tmp_path, "-c", CHECKS)
    assert done.returncode == 0, done.stderr[-500:]
    assert "[ ] pendiente: 3.1" in done.stdout
    assert ">= 2.0    [bien]" in done.stdout
    assert "[mal] por corregir" in done.stdout


@pytest.fixture
def class_(tmp_path):
    """Una carpeta con la entrega de «Łukasz», que no se puede leer, y una en blanco."""
    for name in ("Łukasz", "Ana"):
        (tmp_path / f"entregas/{name}").mkdir(parents=True)
    (tmp_path / "entregas/Łukasz/01_x.ipynb").write_text("nada", encoding="utf-8")
    blank = next((ROOT / "exercises").glob("01_*.ipynb"))
    (tmp_path / "entregas/Ana/01_x.ipynb").write_bytes(blank.read_bytes())
    return tmp_path


def test_las_ordenes(class_):
    orders = (
        (["--help"], 0),
        (["doctor"], None),
        (["abrir", "--solo-copiar", "--destino", "mía Ł"], 0),
        (["abrir", "99 Ł", "--destino", "x"], 1),
        (["revisar", "entregas/Ana/01_x.ipynb"], 0),
        (["revisar", "entregas/Łukasz/01_x.ipynb"], 1),
        (["calificar", "01", "entregas", "--caja", "ninguna", "--plataforma", "ninguna"], 0),
        (["calificar", "01", "entregas", "--caja", "ninguna", "--json"], 0),
        (["exportar", "notas/01", "--formato", "csv"], 0),
        (["tablas", "99"], 1),
    )
    for words, code in orders:
        done = run(class_, "-c", ORDER, *words)
        assert "Traceback" not in done.stderr, done.stderr[-500:]
        assert code is None or done.returncode == code, (words, done.stdout, done.stderr)
        if words[0] == "calificar" and "--json" not in words:
            assert "Sin leer: ?ukasz" in done.stdout


def test_lo_que_cabe_no_cambia_y_lo_demas_se_dice_con_letras(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252", newline="\n"))
    for _ in range(2):
        console.tolerate()
    print("á ± ✓ 2 ≥ −1 Ł", end="", flush=True)
    assert raw.getvalue().decode("cp1252") == "á ± [bien] 2 >= -1 ?"


def test_una_salida_que_no_es_de_texto_se_deja_como_esta(monkeypatch):
    monkeypatch.setattr(sys, "stdout", object())
    console.tolerate()
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", errors="curso")
