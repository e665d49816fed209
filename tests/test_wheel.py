"""La rueda, instalada en una carpeta vacía, trae lo que el curso usa: es lo que instala Colab."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
PROGRAM = """
from pathlib import Path

import course_lib
from course_lib import cli
from course_lib.grading import check
from course_lib.lab import datasets
from course_lib.lessons import claims, quizzes, lesson_03 as lesson

assert Path(course_lib.__file__).is_relative_to({place!r}), course_lib.__file__


def mask_by_hand():
    raise NotImplementedError


check("3.1")
print(len(datasets.load_mnist()[0]), "dígitos")
print(lesson.table("03_mapa").table("test").splitlines()[0])
lesson.figures.missing_neurons(lesson.table("03_mapa"))
print(claims.count("03"), len(quizzes.load("03")))
cli.main(["abrir", "03"])
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Donde quedó instalada la rueda recién construida."""
    folder = tmp_path_factory.mktemp("rueda")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "instalada")
    return folder / "instalada"


def test_la_rueda_trae_la_autoevaluacion_los_datos_las_tablas_y_las_figuras(place, tmp_path):
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(place=str(place))],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(place),
            "MPLBACKEND": "Agg",
            "PYTHONIOENCODING": "utf-8",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "○ pendiente" in result.stdout
    assert "5000 dígitos" in result.stdout
    assert "tasa de dropout  tasa de aprendizaje" in result.stdout
    assert "{'Se sostiene': " in result.stdout
    assert "La entrenada completa, sin la mitad" in result.stdout  # la descripción de la figura
    assert "Clona el repositorio" in result.stderr  # los cuadernos no viajan en la rueda


def test_la_rueda_no_trae_nada_mas(place):
    (about,) = {path.name for path in place.iterdir()} - {"course_lib"}
    assert about.endswith(".dist-info")
    files = (path for path in (place / "course_lib").rglob("*") if path.is_file())
    kinds = {path.suffix for path in files if path.parent.name != "__pycache__"}
    assert kinds == {".py", ".npz", ".toml", ".html", ".md", ".j2", ".css", ".json"}
