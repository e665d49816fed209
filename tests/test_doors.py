"""Las otras puertas (Codespaces, Binder, Windows y macOS) piden lo que el proyecto tiene."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

from course_lib import cli

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LINES = (ROOT / ".devcontainer/devcontainer.json").read_text(encoding="utf-8").splitlines()
CONTAINER = json.loads("\n".join(line for line in LINES if not line.lstrip().startswith("//")))
JOBS = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"]
OTHERS = JOBS["otros-sistemas"]
RUNS = [step["run"] for step in OTHERS["steps"] if "run" in step]
BINDER = (ROOT / "binder/requirements.txt").read_text(encoding="utf-8").splitlines()


def test_todas_las_puertas_usan_el_mismo_python_y_el_proyecto_lo_admite():
    (setup,) = (step["with"] for step in OTHERS["steps"] if "with" in step)
    versions = {
        re.search(r"\d+\.\d+", text)[0]
        for text in (
            CONTAINER["image"],
            JOBS["pruebas"]["container"]["image"],
            setup["python-version"],
            (ROOT / "binder/runtime.txt").read_text(encoding="utf-8"),
        )
    }
    assert versions == {"3.13"}
    assert PROJECT["project"]["requires-python"] == ">=3.11"


def test_los_grupos_que_se_piden_existen():
    asked = re.findall(r"--(?:no-)?group (\S+)", " ".join([CONTAINER["postCreateCommand"], *RUNS]))
    assert set(asked) == {"dev"}
    assert set(asked) <= set(PROJECT["dependency-groups"])


def test_codespaces_deja_hecha_la_copia_y_elige_el_python_del_curso(monkeypatch):
    last = shlex.split(CONTAINER["postCreateCommand"].split("&&")[-1])
    place = last.index("curso")
    seen = []
    monkeypatch.setattr(cli.desk, "run_open", seen.append)  # quien arma la orden lo toma de aquí
    assert cli.main(last[place + 1 :]) == 0
    assert [options.solo_copiar for options in seen] == [True]
    settings = CONTAINER["customizations"]["vscode"]["settings"]
    assert settings["python.defaultInterpreterPath"].endswith("/.venv/bin/python")


def test_binder_instala_lo_probado_y_no_tensorflow():
    extras = PROJECT["project"]["optional-dependencies"]
    asked = [re.findall(r"\w+", line.partition("[")[2]) for line in BINDER if line[:2] == "-e"]
    assert asked == [["curso"]]
    assert "curso" in extras
    assert not any("tensorflow" in line or "keras" in line for line in extras["curso"])
    (locked,) = (line.split()[1] for line in BINDER if line[:2] == "-c")
    assert (ROOT / "binder" / locked).exists()


def test_windows_y_macos_corren_tres_lecciones_que_existen():
    assert OTHERS["strategy"]["matrix"]["sistema"] == ["windows-latest", "macos-latest"]
    lessons = re.findall(r"notebooks/\S+", " ".join(RUNS))
    assert len(lessons) == 3
    assert all((ROOT / lesson).exists() for lesson in lessons)


@pytest.mark.parametrize("marker", re.findall(r'-m "(?:not )?(\w+)"', " ".join(RUNS)))
def test_las_marcas_que_se_excluyen_existen(marker):
    known = PROJECT["tool"]["pytest"]["ini_options"]["markers"]
    assert marker in [line.partition(":")[0] for line in known]
