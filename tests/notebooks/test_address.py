"""La dirección pública del curso vive en un solo lugar."""

import subprocess

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
