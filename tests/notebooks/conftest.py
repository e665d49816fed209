"""El curso de prueba, construido una vez; cada prueba que lo cambia recibe su copia."""

import shutil

import pytest
from small_course import new_course

import notebooks


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Un curso de prueba ya construido; cada prueba recibe su copia con `course`."""
    root = new_course(tmp_path_factory.mktemp("curso"))
    assert notebooks.main(["build", "--medir"], root) == 0
    return root


@pytest.fixture
def course(built, tmp_path):
    return shutil.copytree(built, tmp_path / "curso")
