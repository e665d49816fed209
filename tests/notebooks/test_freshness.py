"""Un cuaderno que ya no es el de su fuente se nombra, sin ejecutar nada."""

import shutil

import pytest
from small_course import LESSON, check, edit, find, load, write

from notebook_builder.execution import WIDGET
from notebook_builder.files import serialize


def test_recien_construido_esta_al_dia(built, capsys):
    assert check(built, capsys) == (0, "Los cuadernos están al día.\n")


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("notebooks/src/00_prueba.py", "Texto de", "Prosa de", "celda 5 («Prosa de la lección.»)"),
        ("notebooks/00_prueba.ipynb", "Texto de", "Prosa de", "celda 5 («Texto de la lección.»)"),
        ("notebooks/src/00_prueba.py", "1 / 0", "1 // 0", "celda 10 («1 // 0»)"),
        ("notebooks/00_prueba.ipynb", '"execution_count": 3', '"execution_count": 7', "celda 8"),
        ("notebooks/00_prueba.ipynb", "raises-exception", "otra", "celda 10"),
        ("notebooks/00_prueba.ipynb", '"name": "python"', '"name": "r"', "metadatos"),
        ("notebooks/00_prueba.ipynb", '{\n "cells"', '{"cells"', "metadatos"),
        ("notebooks/tiempos.json", ": ", ": 9", "celda 2"),
        ("pyproject.toml", "ORG/REPO", "uchile/curso", "celda 1"),
        (
            "solutions/src/00_prueba.py",
            "2 * x",
            "x + x",
            "solutions/00_prueba_solucion.ipynb: celda 6",
        ),
        (
            "solutions/src/00_prueba.py",
            "el doble",
            "2x",
            "exercises/00_prueba_ejercicio.ipynb: celda 5",
        ),
        ("exercises/00_prueba_ejercicio.ipynb", "NotImplementedError", "ValueError", "exercises"),
        (
            "exercises/00_prueba_ejercicio.ipynb",
            '"execution_count": null',
            '"execution_count": 1',
            "ejerc",
        ),
    ],
)
def test_lo_atrasado_se_nombra(course, capsys, path, old, new, expected):
    edit(course / path, old, new)
    code, out = check(course, capsys)
    assert code == 1
    assert expected in out


def test_un_model_id_al_azar_se_nota(course, capsys):
    notebook = load(course, "notebooks/00_prueba.ipynb")
    find(notebook, "widgets.VBox").outputs[1].data[WIDGET]["model_id"] = "f" * 32
    (course / "notebooks/00_prueba.ipynb").write_text(serialize(notebook), encoding="utf-8")
    assert "las salidas no son los que escribe el constructor" in check(course, capsys)[1]


def test_una_celda_borrada_se_nota(course, capsys):
    notebook = load(course, "notebooks/00_prueba.ipynb")
    del notebook.cells[-1]
    (course / "notebooks/00_prueba.ipynb").write_text(serialize(notebook), encoding="utf-8")
    assert "tiene 10 celdas y la fuente da 11" in check(course, capsys)[1]


def test_una_leccion_nueva_deja_atras_la_navegacion_de_su_vecina(course, capsys):
    write(course / "notebooks/src/01_otra.py", LESSON.replace("00 · Prueba", "01 · Otra"))
    out = check(course, capsys)[1]
    assert "notebooks/00_prueba.ipynb: celda 1" in out
    assert "notebooks/01_otra.ipynb: falta; constrúyelo con" in out


def test_un_cuaderno_sin_fuente_se_nota(course, capsys):
    shutil.copy(
        course / "exercises/00_prueba_ejercicio.ipynb", course / "exercises/07_solo_ejercicio.ipynb"
    )
    assert "exercises/07_solo_ejercicio.ipynb: no tiene fuente" in check(course, capsys)[1]


@pytest.mark.parametrize("text", ["", "{roto", "[]", "{}", "\ufeff{}"])
def test_un_archivo_ilegible_se_nombra(course, capsys, text):
    (course / "exercises/00_prueba_ejercicio.ipynb").write_text(text, encoding="utf-8")
    assert check(course, capsys)[0] == 1
