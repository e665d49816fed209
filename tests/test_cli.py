"""La orden `curso`: errores que dicen qué hacer, en español."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib import cli, terminal
from course_lib.desk import copies

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], "Falta orden."),
        (["exportar"], "Falta notas"),
        (["abrri", "01"], "No existe la orden «abrri». Hay: "),
        (["abrir", "01", "--destino"], "--destino necesita un valor."),
        (["abrir", "01", "--fuerza"], "No entiendo «--fuerza»."),
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


def test_una_orden_interrumpida_dice_como_seguir(capsys, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(copies, "update", interrupt)
    assert cli.main(["abrir", "01"]) == 130
    assert "Interrumpida: repite la orden" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["--help"], ["abrir", "-h"]])
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
        [sys.executable, "-c", program, "abrir", "no-existe"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1
    assert "No hay ningún cuaderno" in run.stderr or "No encuentro los cuadernos" in run.stderr


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
    run = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert run.returncode == code, run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("environment", "found", "expected"),
    [
        ({}, None, "curso abrir 03"),
        ({"UV": "/bin/uv"}, "/bin/uv", "uv run curso abrir 03"),
        ({"UV": "/otro/uv"}, None, "python -m uv run curso abrir 03"),
    ],
)
def test_una_orden_se_escribe_como_en_la_terminal_de_quien_la_lee(
    environment, found, expected, monkeypatch
):
    monkeypatch.setattr(os, "environ", environment)
    monkeypatch.setattr("shutil.which", lambda name: found)
    assert terminal.command("abrir 03") == expected


def test_si_quien_lee_se_va_no_hay_traza():
    code = (
        "import sys, course_lib.cli as cli\n"
        "talk = lambda options: print('a' * 10**6)\n"
        "cli.ORDERS = (lambda orders: orders.add_parser('habla').set_defaults(run=talk),)\n"
        "sys.exit(cli.main(['habla']))"
    )
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 1
