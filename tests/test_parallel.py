"""Repartir trabajo funciona también en la cuenta de José."""

import subprocess
import sys
import tempfile

import pytest

from course_lib import parallel

PROGRAM = """
import os
from course_lib.grading import grader
from course_lib.lab import experiments

def experiment(seed):
    return {"pid": os.getpid()}

print(len(set(experiments.run(experiment, {}, seeds=range(8), n_jobs=2).values("pid"))))
print(grader._parallel(2)(grader.delayed(abs)(-k) for k in range(3)))
"""


def test_una_cuenta_con_tilde_corre_experimentos_y_califica(tmp_path, monkeypatch):
    folder = tmp_path / "José Ñuñoa"
    folder.mkdir()
    for name in ("JOBLIB_TEMP_FOLDER", "TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    (tmp_path / "programa.py").write_text(PROGRAM, encoding="utf-8")
    words = [sys.executable, str(tmp_path / "programa.py")]
    run = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr[-600:]
    processes, graded = run.stdout.splitlines()
    assert processes in ("1", "2")
    assert graded == "[0, 1, 2]"


def test_con_una_carpeta_sin_tildes_decide_joblib(monkeypatch, tmp_path):
    monkeypatch.setenv("JOBLIB_TEMP_FOLDER", str(tmp_path))
    assert parallel.settings(3) == {"n_jobs": 3}


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        (("/no/existe", "{tmp}/ñ", "{tmp}"), {"n_jobs": 3, "temp_folder": "{tmp}"}),
        (("", "{tmp}/ñ", "{tmp}/archivo"), {"n_jobs": 1}),
    ],
)
def test_si_no_se_busca_otra_y_si_no_hay_corre_en_un_proceso(
    monkeypatch, tmp_path, shared, expected
):
    (tmp_path / "ñ").mkdir()
    (tmp_path / "archivo").touch()
    filled = [each.replace("{tmp}", str(tmp_path)) for each in shared]
    monkeypatch.setattr(parallel, "SHARED", filled)
    monkeypatch.delenv("JOBLIB_TEMP_FOLDER", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "ñ"))
    wanted = {key: str(tmp_path) if value == "{tmp}" else value for key, value in expected.items()}
    assert parallel.settings(3) == wanted


def test_donde_no_se_puede_escribir_no_sirve(monkeypatch, tmp_path):
    def refuse(**_):
        raise PermissionError

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert not parallel._is_writable(str(tmp_path))
