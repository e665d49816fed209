"""La dirección pública del curso vive en un solo lugar."""

import re
import subprocess

import pytest
from small_course import check, load

import notebooks
from notebook_builder.address import PLACEHOLDER, read_address


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


def with_remote(root, url):
    """Un repositorio con ese `origin`, sin la configuración de nadie."""
    for order in (["init", "-q"], ["remote", "add", "origin", url]):
        subprocess.run(["git", "-C", root, *order], check=True)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/uchile-cl/redes.profundas",
        "https://github.com/uchile-cl/redes.profundas.git",
        "https://clave@github.com/uchile-cl/redes.profundas.git",
        "git@github.com:uchile-cl/redes.profundas.git",
        "git@github.com:uchile-cl/redes.profundas",
        "ssh://git@github.com/uchile-cl/redes.profundas.git",
        "ssh://git@github.com:22/uchile-cl/redes.profundas",
    ],
)
def test_sin_argumento_la_direccion_es_la_del_remoto(course, url):
    with_remote(course, url)
    assert notebooks.main(["direccion"], course) == 0
    assert read_address(course) == "uchile-cl/redes.profundas"


@pytest.mark.parametrize("url", ["https://gitlab.com/a/b.git", "https://x:clave@otro.cl/a/b", "/a"])
def test_un_remoto_que_no_es_github_se_explica_sin_mostrar_claves(course, capsys, url):
    with_remote(course, url)
    assert notebooks.main(["direccion"], course) == 1
    message = capsys.readouterr().err
    assert "no está en GitHub" in message
    assert "clave" not in message
    assert read_address(course) == "ORG/REPO"


def test_sin_remoto_se_pide_la_direccion(course, capsys):
    subprocess.run(["git", "-C", course, "init", "-q"], check=True)
    assert notebooks.main(["direccion"], course) == 1
    assert "no tiene un remoto `origin`" in capsys.readouterr().err


def test_sin_git_se_pide_la_direccion(course, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert notebooks.main(["direccion"], course) == 1
    assert "Falta git" in capsys.readouterr().err


def test_verificar_se_niega_mientras_la_direccion_no_es_la_del_remoto(course, capsys):
    with_remote(course, "https://github.com/uchile-cl/curso.git")
    assert notebooks.main(["direccion", PLACEHOLDER], course) == 0
    assert notebooks.main(["direccion", "--verificar"], course) == 1
    message = capsys.readouterr().err
    assert f"pyproject.toml dice {PLACEHOLDER} y el remoto `origin` es uchile-cl/curso" in message
    assert read_address(course) == PLACEHOLDER
    assert notebooks.main(["direccion"], course) == 0
    assert notebooks.main(["direccion", "--verificar"], course) == 0


HERE = "https://colab.research.google.com/github/ORG/REPO/blob/main"


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("notebooks/00_prueba.ipynb", ["ejercicio"]),
        ("exercises/00_prueba_ejercicio.ipynb", ["lección 00", "solución"]),
        ("solutions/00_prueba_solucion.ipynb", ["lección 00", "ejercicio"]),
    ],
)
def test_con_direccion_hay_enlaces_que_llegan_desde_drive(course, name, links):
    """Los relativos siguen: en casa llevan a la copia de quien estudia."""
    cells = load(course, name).cells
    for cell in (cells[2], cells[-1]):
        line = cell.source.splitlines()[-1]
        assert line.startswith("En Colab, los otros cuadernos")
        found = dict(re.findall(r"\[([^]]+)\]\(([^)]+)\)", line))
        assert list(found) == links
        assert all((course / url.removeprefix(f"{HERE}/")).exists() for url in found.values())
    assert ".ipynb)" in cells[0].source.splitlines()[4]
    assert "](https" not in cells[0].source.splitlines()[4]


def test_sin_direccion_no_hay_enlaces_a_colab_que_no_llegan(course):
    assert notebooks.main(["direccion", PLACEHOLDER], course) == 0
    assert notebooks.main(["build", "--sin-ejecutar"], course) == 0
    for name in ("notebooks/00_prueba.ipynb", "exercises/00_prueba_ejercicio.ipynb"):
        assert not any("En Colab, los otros" in c.source for c in load(course, name).cells)
