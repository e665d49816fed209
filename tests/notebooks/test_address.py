"""La dirección pública del curso vive en un solo lugar."""

import pytest
from small_course import check, load

import notebooks
from notebook_builder.address import read_address


def test_direccion_cambia_el_unico_lugar_y_pide_reconstruir(course, capsys):
    assert notebooks.main(["direccion", "uchile-cl/redes.profundas"], course) == 0
    assert "build --sin-ejecutar" in capsys.readouterr().out
    assert read_address(course) == "uchile-cl/redes.profundas"
    assert check(course, capsys)[0] == 1
    assert notebooks.main(["build", "--sin-ejecutar"], course) == 0
    assert check(course, capsys)[0] == 0
    colab = load(course, "notebooks/00_prueba.ipynb").cells[3]
    assert "github.com/uchile-cl/redes.profundas.git" in colab.source


@pytest.mark.parametrize("address", ["curso", "https://github.com/a/b", "a/b/c", "a b/c", 'a/"b'])
def test_una_direccion_mal_escrita_no_cambia_nada(course, capsys, address):
    assert notebooks.main(["direccion", address], course) == 1
    assert "se escribe ORG/REPO" in capsys.readouterr().err
    assert read_address(course) == "ORG/REPO"
