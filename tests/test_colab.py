"""La puerta de Colab: lo que la prueba promete, sin instalar nada; y, si se pide, cada cuaderno.

    uv run pytest -m colab -n 0 tests/test_colab.py
    uv run pytest -m colab -n 0 tests/test_colab.py -k 01

Es lo mismo que `python tools/colab.py`, que muestra una línea por cuaderno.
"""

import platform
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from packaging.requirements import Requirement
from packaging.version import Version

import colab
from colab_door.errors import ColabError
from colab_door.machine import PINS, Machine, base, difference, execute
from colab_door.published import Published
from notebook_builder.assemble import SETUP_CODE

ROOT = Path(__file__).parents[1]
OPENED = sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("exercises/*.ipynb")])
LESSON = "notebooks/00_prueba.ipynb"
URL = "https://github.com/ORG/REPO.git"


@pytest.mark.colab
@pytest.mark.parametrize("path", OPENED, ids=lambda path: path.stem)
def test_el_cuaderno_corre_como_en_colab(path):
    name = path.relative_to(ROOT).as_posix()
    failure = colab.examine(Machine(colab.HOME), Published(ROOT), name)
    assert not failure, failure


def notebook(*codes):
    return nbformat.writes(new_notebook(cells=[new_code_cell(code) for code in codes]))


def git(root, *order):
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.cl")
    done = subprocess.run(
        ["git", *who, "-C", root, *order], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path):
    """Un curso con dos versiones guardadas, sin rama `main`, y un cambio sin guardar."""
    root = tmp_path / "curso"
    (root / "notebooks").mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch", "otra")
    install = notebook(SETUP_CODE.format(address="ORG/REPO", branch="main"))
    (root / LESSON).write_text(install, encoding="utf-8")
    for version in ("primera", "guardada"):
        (root / "version.txt").write_text(version, encoding="utf-8")
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", version)
    (root / "version.txt").write_text("sin guardar", encoding="utf-8")
    return root


def shallow(repository):
    copy = repository.parent / "corta"
    git(repository, "clone", "--quiet", "--depth", "1", repository.as_uri(), copy)
    git(copy, "checkout", "--quiet", "--detach")
    return copy


@pytest.mark.parametrize("state", [lambda root: root, shallow], ids=["entera", "corta"])
@pytest.mark.parametrize("branch", ["main", "v1.0"])
def test_colab_encuentra_lo_guardado_en_la_rama_que_el_cuaderno_pide(
    repository, tmp_path, monkeypatch, state, branch
):
    asked = repository / LESSON
    asked.write_text(asked.read_text(encoding="utf-8").replace("@main", f"@{branch}"), "utf-8")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", branch, "--", LESSON)
    published = Published(state(repository))
    service = published.serve(LESSON, tmp_path / "servido")
    assert service.installed == f"course-lib @ git+{URL}@{published.commit}"
    for name, value in service.environment.items():
        monkeypatch.setenv(name, value)
    git(tmp_path, "clone", "--quiet", "--branch", branch, URL, "clon")
    assert (tmp_path / "clon/version.txt").read_text(encoding="utf-8") == "guardada"


def test_lo_guardado_a_mitad_de_la_prueba_no_entra(repository, tmp_path):
    published = Published(repository)
    start = published.commit
    git(repository, "commit", "--quiet", "--all", "--message", "a mitad")
    assert published.serve(LESSON, tmp_path).installed.endswith(f"@{start}")
    assert git(tmp_path / "curso.git", "rev-parse", "main") == start


def test_se_avisa_que_hay_cambios_sin_guardar(repository):
    assert Published(repository).is_behind
    git(repository, "commit", "--quiet", "--all", "--message", "todo")
    assert not Published(repository).is_behind


def test_un_cuaderno_que_no_instala_el_curso_se_nota(repository, tmp_path):
    (repository / LESSON).write_text(notebook("import course_lib"), encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "sin celda")
    with pytest.raises(ColabError, match=f"{LESSON} no trae la celda que instala"):
        Published(repository).serve(LESSON, tmp_path)


def test_sin_repositorio_se_dice_que_hay_que_clonar(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert colab.main([], tmp_path) == 1
    assert "clona el curso" in capsys.readouterr().err


NOTEBOOKS = [
    "exercises/01_a_ejercicio.ipynb",
    "notebooks/00_z.ipynb",
    "notebooks/01_a.ipynb",
    "solutions/01_a_solucion.ipynb",
]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ([], [0, 1, 2]),
        (["01"], [0, 2]),
        (["01", "00_z"], [0, 1, 2]),
        (["01_a"], [2]),
        (["01_a_solucion"], [3]),
        (["solutions/01_a_solucion.ipynb"], [3]),
    ],
)
def test_un_numero_pide_lo_que_se_abre_en_colab(asked, places):
    assert colab.select(NOTEBOOKS, asked) == [NOTEBOOKS[place] for place in places]


@pytest.mark.parametrize("asked", ["1", "07", "a", ""])
def test_lo_que_no_existe_se_nombra_con_lo_que_hay(asked):
    with pytest.raises(ColabError, match=rf"No hay cuaderno «{asked}».*\(00, 01\)"):
        colab.select(NOTEBOOKS, [asked])


COLAB = """
import os, sys
assert "google.colab" in sys.modules
assert len(os.listdir()) == 1, os.listdir()
assert os.environ["PYTHONPATH"].endswith("sitio")
"""


def test_el_cuaderno_corre_solo_y_con_google_colab():
    assert execute(Path(sys.executable), "notebooks/00_z.ipynb", notebook(COLAB), {}) == ""


def test_una_celda_que_falla_se_muestra_y_las_que_la_siguen_no():
    cells = notebook("uno = 1", "assert uno == 2, 'aquí'", "assert uno == 3, 'tampoco'")
    failure = execute(Path(sys.executable), "notebooks/00_z.ipynb", cells, {})
    assert "assert uno == 2, 'aquí'" in failure
    assert "AssertionError" in failure
    assert "tampoco" not in failure
    assert "\x1b" not in failure


def test_un_cuaderno_sin_celdas_no_pasa():
    assert execute(Path(sys.executable), "notebooks/00_z.ipynb", notebook(), {})


def test_la_celda_instala_el_curso_y_nada_mas():
    before, course = {"numpy==2.1.3"}, "course-lib @ git+u@c"
    assert difference(before, before | {course}, course) == ""
    assert "no quedó instalado course-lib" in difference(before, before, course)
    other = difference(before, {"numpy==2.4.0", course}, course)
    assert "apareció numpy==2.4.0" in other
    assert "desapareció numpy==2.1.3" in other


@pytest.mark.parametrize(("failure", "code"), [("", 0), ("Celda 3: aquí", 1)])
def test_si_uno_falla_se_muestra_y_la_orden_termina_en_error(
    repository, monkeypatch, capsys, failure, code
):
    monkeypatch.setattr(Machine, "reset", lambda self: None)
    monkeypatch.setattr(colab, "examine", lambda *_: failure)
    assert colab.main([], repository) == code
    out = capsys.readouterr().out
    assert "Hay cambios sin guardar" in out
    assert failure in out
    assert f"{LESSON}: {'FALLA' if code else 'pasa'}" in out
    assert f"Pasan {1 - code} de 1." in out


@pytest.fixture
def without_tools(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("UV", raising=False)


def test_sin_git_se_dice(without_tools, capsys):
    assert colab.main([]) == 1
    assert "Falta git" in capsys.readouterr().err


def test_sin_uv_se_dice(without_tools, tmp_path):
    with pytest.raises(ColabError, match="Falta uv"):
        Machine(tmp_path).reset()


@pytest.mark.skipif(sys.platform == "win32", reason="el uv de mentira es un guion de sh")
@pytest.mark.parametrize(("order", "remedy"), [("venv", "uv python install"), ("pip", "conexión")])
def test_si_uv_no_puede_se_dice_por_que_y_que_hacer(tmp_path, monkeypatch, order, remedy):
    fake = tmp_path / "uv"
    fake.write_text(f'#!/bin/sh\n[ "$1" != {order} ] || {{ echo motivo >&2; exit 2; }}\n')
    fake.chmod(0o755)
    monkeypatch.setenv("UV", str(fake))
    with pytest.raises(ColabError, match=remedy) as error:
        Machine(tmp_path / "entorno").reset()
    assert "uv dijo:\nmotivo" in str(error.value)


@pytest.mark.parametrize(
    ("version", "asked"), [("3.13.0", sys.executable), ("3.12.9", "3.13"), ("3.130.1", "3.13")]
)
def test_el_entorno_sale_de_este_python_si_es_el_de_colab(monkeypatch, version, asked):
    monkeypatch.setattr(platform, "python_version", lambda: version)
    assert base() == asked


def test_lo_que_colab_trae_le_basta_al_curso():
    """La celda instala sin dependencias: Colab ya debe traerlas, y ninguna de más."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    pins = dict(
        line.partition(" ;")[0].split("==") for line in lines if line and not line.startswith("#")
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for line in project["dependencies"]:
        asked = Requirement(line)
        assert Version(pins[asked.name]) in asked.specifier, line
    assert not {"course-lib", "jupyterlab", "notebook"} & pins.keys()
