"""De la carpeta actual no se importa ni se lee nada, aunque ahí haya un `random.py` ajeno."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import BLANK, ROOT, needs_box, notebook

from course_lib.cli import main
from course_lib.grading import ground

pytestmark = pytest.mark.calificador
MODULES = (
    *("random", "numpy", "json", "joblib", "matplotlib", "filelock", "jinja2", "course_lib"),
    *("sitecustomize", "usercustomize", "tqdm", "struct", "cloudpickle", "multiprocessing"),
)
# Lo mismo que instala pip para `curso`
SCRIPT = "import sys\nfrom course_lib.cli import main\nsys.exit(main())\n"


@pytest.fixture
def hostile(tmp_path):
    """Una carpeta de entregas con módulos, programas y ajustes que dejarían un testigo."""
    folder, witness = tmp_path / "entregas", tmp_path / "testigo"
    folder.mkdir()
    (folder / "ana.ipynb").write_text(notebook(), encoding="utf-8")
    (folder / "tramposo.ipynb").write_text(notebook(base=BLANK), encoding="utf-8")
    for name in MODULES:
        (folder / f"{name}.py").write_text(f"open({str(witness)!r}, 'a').write({name!r})\n")
    for name in ("bwrap", "docker"):
        (folder / name).write_text(f"#!/bin/sh\necho {name} >> {witness}\n")
        (folder / name).chmod(0o755)
    (folder / "matplotlibrc").write_text("figure.dpi: 30000\nsavefig.dpi: 30000\n")
    return folder, witness


def curso(folder, tmp_path, *words):
    script = tmp_path / "bin" / "curso"
    script.parent.mkdir(exist_ok=True)
    script.write_text(SCRIPT)
    path = os.pathsep + os.environ["PATH"]  # una entrada vacía también es la carpeta actual
    return subprocess.run(
        [sys.executable, str(script), *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_box
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_desde_la_carpeta_de_entregas_no_se_importa_nada_de_ella(hostile, tmp_path, jobs):
    folder, witness = hostile
    grade = ("calificar", "01", ".", "--semilla", "8371", "--salida", "../notas")
    for words in (
        (*grade, "--procesos", jobs),
        ("exportar", "../notas", "--formato", "csv"),
        ("doctor",),
    ):
        done = curso(folder, tmp_path, *words)
        assert done.returncode == 0, done.stderr
        assert not witness.exists(), witness.read_text()
    grades = (tmp_path / "notas" / "csv.csv").read_text("utf-8-sig")
    assert '"ana";"";"10"' in grades
    assert '"tramposo";"";"0"' in grades
    assert (tmp_path / "notas" / "resumen.html").stat().st_size < 500_000


def test_un_pythonpath_que_incluye_la_carpeta_actual_se_rechaza(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", os.pathsep + str(ROOT))
    assert main(["exportar", "notas", "--formato", "csv"]) == 1
    assert "unset PYTHONPATH" in capsys.readouterr().err


def test_al_terminar_todo_queda_como_estaba(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(ground.SAFE, raising=False)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), str(ROOT), *sys.path])
    before = list(sys.path)
    with ground.neutral():
        assert not Path.cwd().is_relative_to(tmp_path)
        assert not {"", str(tmp_path)} & set(sys.path)
        assert str(ROOT) in sys.path
        assert os.environ[ground.SAFE] == "1"
    assert Path.cwd() == tmp_path
    assert sys.path == before
    assert ground.SAFE not in os.environ


def test_la_carpeta_de_notas_no_puede_estar_entre_las_entregas(hostile, monkeypatch, capsys):
    folder, _ = hostile
    monkeypatch.chdir(folder)
    assert main(["calificar", "01", ".", "--semilla", "1"]) == 1
    assert "--salida" in capsys.readouterr().err
    assert not (folder / "notas").exists()
