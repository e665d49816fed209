"""`curso abrir`: una copia propia, entera y al día, que nunca pisa lo que alguien escribió."""

import json
import os
import re
import subprocess
import time
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_lib import cli, memory
from course_lib.desk import cli as desk
from course_lib.desk import copies

LESSON, EXERCISE = "notebooks/01_l2.ipynb", "exercises/01_l2_ejercicio.ipynb"
COURSE = ("notebooks/00_bienvenida.ipynb", LESSON, EXERCISE, "solutions/01_l2_solucion.ipynb")


def write(path, text, number=1):
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [new_markdown_cell("# Á", id="a"), new_code_cell(text, id="b", execution_count=number)]
    path.write_text(nbformat.writes(new_notebook(cells=cells)), encoding="utf-8")


def read(path):
    return nbformat.read(path, as_version=4).cells[1].source


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Un curso chico; quien estudia está parada en una de sus carpetas."""
    root = tmp_path / "Mi curso ñ"
    for name in COURSE:
        write(root / name, "original")
    monkeypatch.setattr(desk, "ROOT", root)
    monkeypatch.chdir(root / "notebooks")
    return root


@pytest.fixture
def mine(course, capsys):
    """La copia recién hecha."""
    assert cli.main(["abrir", "--solo-copiar"]) == 0
    return course / "mi_curso"


def again(*words):
    return cli.main(["abrir", *words, "--solo-copiar"])


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.ipynb"))


def test_la_primera_vez_copia_todo_junto_al_curso_y_no_donde_una_esta(course, capsys):
    mine = course / "mi_curso"
    assert again() == 0
    assert files(mine) == sorted(COURSE)
    assert files(course / "notebooks") == ["00_bienvenida.ipynb", "01_l2.ipynb"]
    assert all((mine / name).read_bytes() == (course / name).read_bytes() for name in COURSE)
    out = capsys.readouterr().out
    assert f"Copiado en «{mine}»: " in out
    assert f"Tu copia: {mine / COURSE[0]}" in out


def test_repetirla_no_cambia_nada(mine, capsys):
    before = {path: path.stat().st_mtime_ns for path in mine.rglob("*")}
    capsys.readouterr()
    assert again() == 0
    assert {path: path.stat().st_mtime_ns for path in mine.rglob("*")} == before
    assert capsys.readouterr().out == f"Tu copia: {mine / COURSE[0]}\n"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("1", LESSON),
        ("01", LESSON),
        ("01_l2", LESSON),
        ("01_l2_ejercicio", EXERCISE),
        ("0", COURSE[0]),
    ],
)
def test_un_numero_es_su_leccion_y_un_nombre_ese_cuaderno(mine, capsys, asked, name):
    assert again(asked) == 0
    assert f"Tu copia: {mine / name}\n" in capsys.readouterr().out


def test_lo_escrito_se_conserva_y_se_vuelve_a_ello(mine, course, capsys):
    write(mine / EXERCISE, "mi respuesta")
    assert again("01_l2_ejercicio") == 0
    assert f"Ya la tienes, con lo que escribiste: {mine / EXERCISE}" in capsys.readouterr().out
    assert read(mine / EXERCISE) == "mi respuesta"
    assert files(mine) == sorted(COURSE)


def test_lo_que_no_se_cambio_se_pone_al_dia(mine, course, capsys):
    write(course / LESSON, "corregido")
    assert again() == 0
    assert read(mine / LESSON) == "corregido"
    assert "Al día: 01_l2." in capsys.readouterr().out


def test_abrir_o_ejecutar_un_cuaderno_no_es_cambiarlo(mine, course):
    raw = nbformat.read(mine / LESSON, as_version=4)
    raw.metadata["language_info"] = {"name": "python", "version": "3.12.1"}
    raw.cells[1].update(execution_count=7, outputs=[new_output("stream", text="hola")])
    nbformat.write(raw, mine / LESSON)
    assert again() == 0
    assert nbformat.read(mine / LESSON, as_version=4).cells[1].outputs
    write(course / LESSON, "corregido")
    assert again() == 0
    assert read(mine / LESSON) == "corregido"


def test_si_ya_lo_cambiaste_se_avisa_y_se_puede_pedir_la_otra(mine, course, capsys):
    write(mine / EXERCISE, "mi respuesta")
    write(course / EXERCISE, "corregido")
    for _ in range(2):
        assert again() == 0
        told = capsys.readouterr().out
        assert "otra versión de 01_l2_ejercicio, y la tuya quedó como estaba" in told
        assert "curso abrir 01_l2_ejercicio --otra" in told
    assert again("01_l2_ejercicio", "--otra") == 0
    assert read(mine / EXERCISE) == "mi respuesta"
    assert read(mine / "exercises/01_l2_ejercicio-2.ipynb") == "corregido"
    assert "Otra copia, al lado" in capsys.readouterr().out
    assert again() == 0
    assert "otra versión" not in capsys.readouterr().out  # ya la tiene
    assert read(mine / EXERCISE) == "mi respuesta"


def test_otra_copia_nunca_pisa_una_anterior(mine, capsys):
    for _ in range(2):
        assert again("01", "--otra") == 0
    assert [name for name in files(mine) if name not in COURSE] == [
        "notebooks/01_l2-2.ipynb",
        "notebooks/01_l2-3.ipynb",
    ]
    assert again("01_l2-2") == 0
    assert str(mine / "notebooks/01_l2-2.ipynb") in capsys.readouterr().out
    assert again("01_l2-2", "--otra") == 1
    assert "«01_l2-2» es una copia tuya" in capsys.readouterr().err


def test_sin_numero_vuelve_al_ultimo_que_guardaste(mine, capsys):
    for place, name in enumerate((EXERCISE, LESSON, EXERCISE)):
        write(mine / name, "original", number=2 + place)  # ejecutado: también cuenta
        os.utime(mine / name, (time.time() + place, time.time() + place))
    assert again() == 0
    assert str(mine / EXERCISE) in capsys.readouterr().out


def test_lo_que_estaba_antes_de_la_primera_copia_es_de_quien_estudia(course, capsys):
    write(course / "aparte" / LESSON, "mi trabajo")
    assert again("01", "--destino", "../aparte") == 0
    assert read(course / "aparte" / LESSON) == "mi trabajo"
    assert "Ya la tienes" in capsys.readouterr().out


@pytest.mark.parametrize("record", ["", "[1", "[]", '{"x": 1}', None])
def test_sin_las_huellas_nada_se_pisa(mine, course, record):
    write(mine / EXERCISE, "mi respuesta")
    if record is None:
        (mine / memory.MARK).unlink()
    else:
        (mine / memory.MARK).write_text(record, encoding="utf-8")
    write(course / LESSON, "corregido")
    assert again() == 0
    assert read(mine / EXERCISE) == "mi respuesta"


def test_un_cuaderno_ilegible_o_borrado(mine, capsys):
    (mine / LESSON).write_text("a medio guardar", encoding="utf-8")
    (mine / EXERCISE).unlink()
    assert again() == 0
    assert (mine / LESSON).read_text(encoding="utf-8") == "a medio guardar"
    assert read(mine / EXERCISE) == "original"  # ningún enlace queda sin llegar


def test_interrumpida_a_medias_lo_copiado_queda_anotado(course, mine, monkeypatch):
    for name in COURSE:
        write(course / name, "corregido")
    writing = copies.write

    def stop_at_the_third(target, content):
        if target.name == Path(EXERCISE).name:
            raise KeyboardInterrupt
        writing(target, content)

    monkeypatch.setattr(copies, "write", stop_at_the_third)
    assert again() == 130
    monkeypatch.undo()
    record = json.loads((mine / memory.MARK).read_text(encoding="utf-8"))
    assert record[LESSON] == copies._marks((course / LESSON).read_bytes())
    assert copies.update(course, mine).kept == []
    assert {read(mine / name) for name in COURSE} == {"corregido"}


@pytest.mark.parametrize("asked", ["42", "l2", "", "-", "1e0", "../01_l2"])
def test_un_cuaderno_desconocido_dice_cuales_hay(course, capsys, asked):
    assert again("--destino", "aqui", asked) == 1
    message = capsys.readouterr().err
    assert f"No hay ningún cuaderno «{asked}»" in message
    assert "00_bienvenida\n  01_l2\n  01_l2_ejercicio" in message
    assert not Path("aqui").exists()


def test_donde_no_se_puede_escribir_se_dice(course, capsys):
    Path("ocupado").write_text("soy un archivo", encoding="utf-8")
    assert again("--destino", "ocupado") == 1
    assert "elige otra carpeta con --destino" in capsys.readouterr().err
    assert again("--destino", "..") == 1
    assert "Esa es la carpeta del curso" in capsys.readouterr().err


def test_sin_los_cuadernos_a_mano_se_explica_donde_estan(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(desk, "ROOT", tmp_path)
    assert again() == 1
    assert "Clona el repositorio" in capsys.readouterr().err


def test_en_la_copia_llegan_todos_los_enlaces(tmp_path):
    mine = tmp_path / "mi_curso"
    copies.update(desk.ROOT, mine)
    count = 0
    for path in mine.rglob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        for found in re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"", text):
            target = unquote("".join(found)).partition("#")[0]
            if target and not target.startswith(("http://", "https://")):
                count += 1
                assert (path.parent / target).exists(), f"{path.name}: {target}"
                assert (path.parent / target).resolve().is_relative_to(mine), target
    assert count > 100


LAB = """
import json, os, sys
from pathlib import Path
Path("visto.json").write_text(json.dumps({"words": sys.argv[1:], "cwd": os.getcwd()}))
sys.exit(int(os.environ.get("SALIDA", 0)))
"""


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """Un JupyterLab de mentira, que anota con qué lo abrieron."""
    (tmp_path / "falso/jupyterlab").mkdir(parents=True)
    (tmp_path / "falso/jupyterlab/__init__.py").touch()
    (tmp_path / "falso/jupyterlab/__main__.py").write_text(LAB, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "falso"))


def test_abre_jupyterlab_en_la_copia_y_vuelve(mine, lab, monkeypatch, capsys):
    here = Path.cwd()
    (mine / "json.py").write_text("1 / 0", encoding="utf-8")  # un archivo suyo que tapa a otro
    assert cli.main(["abrir", "01", "--", "--no-browser", "--port=9999"]) == 0
    seen = json.loads((mine / "visto.json").read_text(encoding="utf-8"))
    assert seen["words"] == [
        f"--ServerApp.root_dir={mine}",
        f"--LabApp.default_url=/lab/tree/{LESSON}",  # la dirección que se escribe con --no-browser
        LESSON,
        "--no-browser",
        "--port=9999",
    ]
    assert Path(seen["cwd"]) == mine
    assert Path.cwd() == here
    monkeypatch.setenv("SALIDA", "3")
    assert cli.main(["abrir", "--", "--no-browser"]) == 1
    assert "JupyterLab terminó con un error (3)" in capsys.readouterr().err


def test_sin_jupyterlab_se_dice(mine, monkeypatch, capsys):
    monkeypatch.setattr(desk, "find_spec", lambda name: None)
    assert cli.main(["abrir"]) == 1
    assert "Falta JupyterLab" in capsys.readouterr().err


def test_ctrl_c_lo_atiende_jupyterlab(mine, lab, monkeypatch):
    """La primera interrupción no mata a JupyterLab, que pregunta si cerrar."""
    waits = [KeyboardInterrupt, KeyboardInterrupt, None]

    class Process(subprocess.Popen):
        def wait(self, timeout=None):
            happened = waits.pop(0) if waits else None
            if happened:
                raise happened
            return super().wait(timeout)

    monkeypatch.setattr(desk.subprocess, "Popen", Process)
    assert cli.main(["abrir"]) == 0
    assert waits == []
    assert (mine / "visto.json").exists()
