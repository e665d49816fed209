"""Lo que se le instala a quien estudia: las versiones probadas y solo lo que usa."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

import constraints
from course_lib import cli

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
UV = PROJECT["tool"]["uv"]


def names(lines):
    return {re.split(r"[^\w-]", line)[0] for line in lines}


def test_uv_y_pip_instalan_las_mismas_versiones():
    assert UV["constraint-dependencies"] == constraints.pins()
    assert constraints.main(["--verificar"]) == 0


def test_cada_dependencia_tiene_su_version_probada():
    extras = PROJECT["project"]["optional-dependencies"]
    asked = names([
        *PROJECT["project"]["dependencies"],
        *(d for each in extras.values() for d in each),
    ])
    assert asked <= names(constraints.pins())


def test_un_candado_nuevo_se_copia_y_se_nota_si_no(tmp_path, capsys):
    (tmp_path / "requirements").mkdir()
    lock = "a==1\nb==2 ; python_full_version < '3.12'\nb==3 ; python_full_version >= '3.12'\n"
    (tmp_path / "requirements/lock.txt").write_text(lock, encoding="utf-8")
    project = tmp_path / "pyproject.toml"
    project.write_text("[tool.uv]\nconstraint-dependencies = [\n]\n[x]\n", encoding="utf-8")
    assert constraints.main(["--verificar"], tmp_path) == 1
    assert "lock.txt" in capsys.readouterr().err
    assert constraints.main([], tmp_path) == 0
    read = tomllib.loads(project.read_text(encoding="utf-8"))
    assert read["tool"]["uv"]["constraint-dependencies"] == lock.splitlines()
    assert constraints.main(["--verificar"], tmp_path) == 0


def test_a_quien_estudia_no_se_le_instala_lo_de_quien_ensena_o_escribe():
    groups = PROJECT["dependency-groups"]
    assert UV["default-groups"] == ["curso", "keras"]
    assert [groups[name] for name in UV["default-groups"]] == [
        ["course-lib[curso]"],
        ["course-lib[keras]"],
    ]
    student = PROJECT["project"]["optional-dependencies"]
    assert not names(student["curso"] + student["keras"]) & names(
        student["docencia"] + student["pruebas"] + student["herramientas"]
    )


def test_keras_y_tensorflow_faltan_en_los_mismos_computadores():
    """Keras sin TensorFlow no sirve: donde uno no existe, el otro no se instala."""
    (one, other) = PROJECT["project"]["optional-dependencies"]["keras"]
    assert one.partition(";")[2] == other.partition(";")[2] != ""


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_la_primera_orden_sirve_en_bash_zsh_y_powershell():
    first, *others = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert first == "python -m pip install uv; python -m uv run curso abrir\n"
    assert not any("&&" in order for order in others)
    assert len(README.splitlines()) <= 150


@pytest.mark.parametrize("path", [ROOT / "README.md", *(ROOT / "docs").glob("*.md")], ids=str)
def test_los_enlaces_de_los_documentos_llegan(path):
    text = path.read_text(encoding="utf-8")
    links = (link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text))
    assert [link for link in links if ":" not in link and not (path.parent / link).exists()] == []


def test_nada_pide_un_python_en_particular():
    """Con `.python-version`, uv descargaría ese y pyenv se negaría: basta cualquiera desde 3.11."""
    assert not (ROOT / ".python-version").exists()
    assert PROJECT["project"]["requires-python"] == ">=3.11"


@pytest.mark.parametrize("order", [["calificar", "01", "x"], ["exportar", "x", "--formato", "csv"]])
def test_sin_lo_de_quien_ensena_se_dice_como_instalarlo(order, monkeypatch, capsys, tmp_path):
    for name in ("grader", "ownership"):  # los que importan filelock, como si fuera la primera vez
        monkeypatch.delitem(sys.modules, f"course_lib.grading.{name}", raising=False)
        monkeypatch.delattr(f"course_lib.grading.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "filelock", None)
    monkeypatch.chdir(tmp_path)
    assert cli.main(order) == 1
    assert "Falta filelock, que usa quien enseña: uv sync" in capsys.readouterr().err
