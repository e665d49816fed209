"""La orden `curso`: copias que nunca pisan tu trabajo y errores que dicen qué hacer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib import cli

ORIGINAL = '{"cells": ["á"]}'


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Un curso con la lección 00 y la 01, que además tiene ejercicio; se está parado al lado."""
    root = tmp_path / "curso"
    for name in ("notebooks/00_bienvenida", "notebooks/01_l2", "exercises/01_l2"):
        path = root / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ORIGINAL, encoding="utf-8")
    monkeypatch.setattr(cli, "copy", lambda number, to: copy(number, to, root))
    monkeypatch.chdir(tmp_path)
    return root


copy = cli.copy


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.ipynb"))


@pytest.mark.parametrize("number", ["1", "01", "01_l2"])
def test_se_copian_la_leccion_y_su_ejercicio(course, tmp_path, capsys, number):
    assert cli.main(["copiar", number]) == 0
    mine = tmp_path / "mi_curso"
    assert files(mine) == ["exercises/01_l2.ipynb", "notebooks/01_l2.ipynb"]
    assert (mine / "exercises/01_l2.ipynb").read_text(encoding="utf-8") == ORIGINAL
    out = capsys.readouterr().out
    assert f"Tu lección: {Path('mi_curso/notebooks/01_l2.ipynb')}" in out
    assert f"Tu ejercicio: {Path('mi_curso/exercises/01_l2.ipynb')}" in out
    assert f"jupyter lab {Path('mi_curso/exercises/01_l2.ipynb')}" in out
    assert "ya tenías" not in out


def test_una_leccion_sin_ejercicio_se_copia_sola(course, tmp_path):
    assert cli.main(["copiar", "0"]) == 0
    assert files(tmp_path / "mi_curso") == ["notebooks/00_bienvenida.ipynb"]


def test_el_destino_se_puede_elegir_y_se_crea(course, tmp_path):
    assert cli.main(["copiar", "00", "--destino", "a/b"]) == 0
    assert files(tmp_path / "a/b") == ["notebooks/00_bienvenida.ipynb"]


def test_una_segunda_copia_lleva_otro_nombre_y_no_toca_la_primera(course, tmp_path, capsys):
    cli.main(["copiar", "00"])
    mine = tmp_path / "mi_curso/notebooks"
    (mine / "00_bienvenida.ipynb").write_text("mi trabajo", encoding="utf-8")
    cli.main(["copiar", "00"])
    assert "ya tenías una copia" in capsys.readouterr().out
    cli.main(["copiar", "00"])
    assert files(mine) == ["00_bienvenida-2.ipynb", "00_bienvenida-3.ipynb", "00_bienvenida.ipynb"]
    assert (mine / "00_bienvenida.ipynb").read_text(encoding="utf-8") == "mi trabajo"


@pytest.mark.parametrize("number", ["42", "l2", "", "-", "1e0", "../01_l2"])
def test_una_leccion_desconocida_dice_cuales_hay(course, tmp_path, capsys, number):
    assert cli.main(["copiar", number]) == 1
    message = capsys.readouterr().err
    assert f"No hay ninguna lección «{number}»" in message
    assert "00_bienvenida\n  01_l2" in message
    assert not (tmp_path / "mi_curso").exists()


def test_un_destino_donde_no_se_puede_escribir_lo_dice(course, tmp_path, capsys):
    (tmp_path / "ocupado").write_text("soy un archivo", encoding="utf-8")
    assert cli.main(["copiar", "00", "--destino", "ocupado"]) == 1
    message = capsys.readouterr().err
    assert "No puedo escribir en «ocupado»" in message
    assert "--destino" in message


def test_sin_los_cuadernos_a_mano_se_explica_donde_estan(tmp_path):
    with pytest.raises(cli.CommandError, match="Clona el repositorio"):
        copy("00", tmp_path, root=tmp_path)


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], "Falta orden."),
        (["copiar"], "Falta NN."),
        (["copair", "01"], "No existe la orden «copair». Hay: "),
        (["copiar", "01", "--destino"], "--destino necesita un valor."),
        (["copiar", "01", "--fuerza"], "No entiendo «--fuerza»."),
        (["calificar", "01", "x", "--semilla", "-3"], "--semilla: «-3» no es un entero"),
        (["calificar", "01", "x", "--semilla", "a"], "--semilla: «a» no es un entero"),
        (["calificar", "../1", "x", "--semilla", "3"], "NN: «../1» no es el número"),
        (["calificar", "01", "x", "--procesos", "0"], "--procesos: «0» no es un entero, desde 1"),
        (["calificar", "01", "x", "--caja", "y"], "--caja no puede ser «y». Puede ser: "),
        (["calificar", "01", "x", "--plataforma", "y"], "--plataforma no puede ser «y»."),
    ],
)
def test_una_orden_mal_escrita_se_explica_y_termina_con_2(capsys, argv, expected):
    with pytest.raises(SystemExit) as ending:
        cli.main(argv)
    assert ending.value.code == 2
    message = capsys.readouterr().err
    assert expected in message
    assert "Uso: curso" in message


def test_una_orden_interrumpida_dice_como_seguir(course, capsys, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "copy", interrupt)
    assert cli.main(["copiar", "01"]) == 130
    assert "Interrumpida: repite la orden" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["--help"], ["copiar", "-h"]])
def test_la_ayuda_esta_en_castellano(capsys, argv):
    with pytest.raises(SystemExit) as ending:
        cli.main(argv)
    assert ending.value.code == 0
    text = capsys.readouterr().out
    assert "Uso: curso" in text
    for english in ("usage", "positional", "options", "show this help"):
        assert english not in text


def test_la_orden_instalada_usa_los_cuadernos_de_este_repositorio(tmp_path):
    program = "import sys; from course_lib.cli import main; sys.exit(main())"
    run = subprocess.run(
        [sys.executable, "-c", program, "copiar", "no-existe"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(cli.ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1
    assert "No hay ninguna lección" in run.stderr or "No encuentro los cuadernos" in run.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["revisar", "no-está ✓.ipynb"], 1),
        (["calificar", "☃"], 2),
        (["exportar", "no-está", "--formato", "csv"], 1),
        (["generar", "01", "--verificar"], 0),
    ],
)
def test_una_terminal_sin_tildes_no_detiene_a_ninguna_orden(tmp_path, encoding, words, code):
    program = "import sys; from course_lib.cli import main; sys.exit(main())"
    course = str(Path(__file__).parents[1])
    run = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": course},
        capture_output=True,
        check=False,
    )
    assert run.returncode == code, run.stderr
    assert b"Traceback" not in run.stderr
