"""`curso imprimir`: un cuaderno en un solo archivo que se lee entero en el papel, sin internet."""

import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from matplotlib.mathtext import MathTextParser
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_lib import cli
from course_lib.desk import cli as desk
from course_lib.desk import copies, formulas, printing

ROOT = Path(__file__).parents[1]
LESSON, EXERCISE = "notebooks/01_l2.ipynb", "exercises/01_l2_ejercicio.ipynb"
TEXT = """# Título

[![Abrir en Colab](https://example.org/insignia.svg)](https://example.org) [Ábrelo](https://x.org)
[otro cuaderno](../notebooks/02_x.ipynb#seccion) y [más abajo](#Título)

<details><summary>Pista</summary>

Mira $\\lambda \\ge 0$ y `$precio$`.

</details>

$$w = \\frac12 x$$
"""
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


def write(path, text=TEXT):
    """Un cuaderno con texto, código y una pieza interactiva con su gemelo."""
    path.parent.mkdir(parents=True, exist_ok=True)
    twin = "<details><summary>Sí</summary><p>Claro.</p></details>"
    outputs = [
        new_output("display_data", {VIEW: {"model_id": "x"}, "text/html": "", "text/plain": ""}),
        new_output("display_data", {"text/html": twin, "text/plain": "el gemelo"}),
    ]
    cells = [new_markdown_cell(text), new_code_cell("print('<details>')", outputs=outputs)]
    notebook = new_notebook(cells=cells)
    notebook.metadata["widgets"] = {STATE: {"state": {"x": {"el widget": 1}}}}
    nbformat.write(notebook, path)


@pytest.fixture
def html(tmp_path):
    write(tmp_path / LESSON)
    return printing.page(tmp_path / LESSON)


def test_la_pagina_esta_en_espanol_y_no_trae_nada_de_internet(html):
    assert '<html lang="es">' in html
    assert not re.search(r"<script[^>]+src|<link[^>]+href|@import|url\(['\"]?http", html)
    assert set(re.findall(r'src="([a-z]+):', html)) == {"data"}


def test_todo_lo_plegado_va_abierto(html):
    assert re.findall(r"<details[^>]*>", html) == ["<details open>"] * 2
    assert "&lt;details&gt;" in html  # el del código es texto


def test_en_vez_del_widget_va_su_gemelo(html):
    assert "Claro." in html
    assert "el widget" not in html
    assert VIEW not in html


def test_solo_quedan_los_enlaces_que_llegan(html):
    links = re.findall(r'<a href="([^"]+)">([^<]+)', html)
    assert links == [("https://x.org", "Ábrelo"), ("#T%C3%ADtulo", "más abajo")]
    assert "otro cuaderno" in html


def test_las_formulas_van_dibujadas_y_lo_que_no_es_formula_no_cambia(html):
    drawn = re.findall(r'<img alt="([^"]+)" class="formula"', html)
    assert [unescape(alt) for alt in drawn] == [r"\lambda \ge 0", r"w = \frac12 x"]
    assert "<code>$precio$</code>" in html
    assert '<div class="formula-aparte">' in html


def test_una_formula_que_no_se_puede_dibujar_se_lee_en_tex():
    assert formulas.draw(r"\nada{<") == r"<code>\nada{&lt;</code>"


def test_una_formula_mide_lo_que_la_letra_y_se_apoya_en_su_linea():
    small, tall = formulas.draw("x"), formulas.draw(r"\sum_{i} x_i")
    depth = [float(re.search(r"align:-([\d.]+)em", one)[1]) for one in (small, tall)]
    width = [float(re.search(r"width:([\d.]+)em", one)[1]) for one in (small, tall)]
    assert 0.4 < width[0] < 0.8 < width[1] < 4
    assert depth[0] < 0.1 < depth[1]


def test_cada_formula_del_curso_se_puede_dibujar():
    found = set()
    for path in sorted(path for name in copies.FOLDERS for path in (ROOT / name).glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        for cell in (cell for cell in cells if cell.cell_type == "markdown"):
            text = re.sub(r"```.*?```|`[^`]*`", " ", cell.source, flags=re.DOTALL)
            pairs = re.findall(r"\$\$(.+?)\$\$|(?<!\\)\$([^$]+?)(?<!\\)\$", text, re.DOTALL)
            found |= {"".join(pair) for pair in pairs}
    assert len(found) > 500
    parser, unknown = MathTextParser("path"), {}
    for tex in found:
        try:
            parser.parse(formulas.simpler(tex))
        except ValueError as error:
            unknown[tex] = str(error)
    assert unknown == {}


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Un curso chico, con la copia de quien estudia a medio hacer."""
    for name in (LESSON, EXERCISE):
        write(tmp_path / name, "del curso")
    write(tmp_path / "mi_curso" / EXERCISE, "lo mío")
    monkeypatch.setattr(desk, "ROOT", tmp_path)
    return tmp_path


def order(course, *words):
    return cli.main(["imprimir", *words, "--copia", str(course / "mi_curso")])


@pytest.mark.parametrize(
    ("asked", "name", "text"),
    [
        (["01"], "01_l2", "del curso"),
        (["01_l2_ejercicio"], "01_l2_ejercicio", "lo mío"),
        ([], "01_l2_ejercicio", "lo mío"),
    ],
)
def test_imprime_tu_copia_y_si_no_la_hay_la_del_curso(course, capsys, asked, name, text):
    assert order(course, *asked) == 0
    target = course / f"mi_curso/impreso/{name}.html"
    assert f"Listo: {target}\n" in capsys.readouterr().out
    assert text in target.read_text(encoding="utf-8")


def test_se_puede_elegir_donde(course, tmp_path):
    assert order(course, "01", "--salida", str(tmp_path / "aquí/hoja.html")) == 0
    assert "del curso" in (tmp_path / "aquí/hoja.html").read_text(encoding="utf-8")
    assert not (course / "mi_curso/impreso").exists()


@pytest.mark.parametrize("content", ["", "{", "{}", "[]", '{"nbformat": 4, "cells": 3}'])
def test_lo_que_no_se_puede_dice_que_hacer(course, content, capsys, monkeypatch):
    before = (course / LESSON).read_bytes()
    (course / "ocupado").touch()
    (course / "mi_curso" / LESSON).parent.mkdir()
    (course / "mi_curso" / LESSON).write_text(content, encoding="utf-8")
    for words, told in (
        (["01_l2_ejercicio", "--salida", str(course / LESSON)], "terminado en .html"),
        (["01_l2_ejercicio", "--salida", str(course / "ocupado/x.html")], "No puedo escribir"),
        (["01"], "¿está a medio guardar?"),
        (["42"], "No hay ningún cuaderno «42»"),
    ):
        assert order(course, *words) == 1
        assert told in capsys.readouterr().err
    assert (course / LESSON).read_bytes() == before
    monkeypatch.setattr(desk, "find_spec", lambda name: None)
    assert order(course, "01_l2_ejercicio") == 1
    assert "Falta nbconvert" in capsys.readouterr().err
