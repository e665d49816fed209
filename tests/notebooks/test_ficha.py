"""Los tiempos que la ficha anuncia se miden y se calculan: nadie los escribe."""

import json

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from small_course import FOLDED, load, new_course

import notebooks
from notebook_builder.assemble import generate
from notebook_builder.course import Course
from notebook_builder.ficha import NOT_MEASURED, times_text
from notebook_builder.reading import Reading, measure, words


def test_medir_anota_los_segundos_y_el_texto_los_dice(built):
    times = json.loads((built / "notebooks/tiempos.json").read_text(encoding="utf-8"))
    assert set(times) == {"notebooks/00_prueba.ipynb", "solutions/00_prueba_solucion.ipynb"}
    for name in ("notebooks/00_prueba.ipynb", "exercises/00_prueba_ejercicio.ipynb"):
        assert "s en 2 núcleos y sin GPU" in load(built, name).cells[1].source


def test_construir_sin_medir_no_toca_los_tiempos(course):
    times = course / "notebooks/tiempos.json"
    times.write_text('{"solutions/00_prueba_solucion.ipynb": 41}', encoding="utf-8")
    assert (
        notebooks.main(["build", "solutions/00_prueba_solucion.ipynb"], course) == 1
    )  # la ruta es de aquí
    assert (
        notebooks.main(["build", str(course / "solutions/00_prueba_solucion.ipynb")], course) == 0
    )
    assert times.read_text(encoding="utf-8") == '{"solutions/00_prueba_solucion.ipynb": 41}'
    assert "unos 45 s" in load(course, "solutions/00_prueba_solucion.ipynb").cells[1].source


def test_un_cuaderno_sin_medir_lo_dice(tmp_path):
    read = Course.read(new_course(tmp_path))
    assert NOT_MEASURED in generate(read, read.documents[0]).cells[1].source


FIGURE = new_output("display_data", {"image/png": "AAAA"})
CHECK = {"tags": ["comprobacion"]}
ROAD = [
    new_markdown_cell("palabra " * 290),
    new_code_cell("x = 1\n" * 40, outputs=[FIGURE] * 4),
    new_code_cell("assert x\n" * 500, metadata=CHECK),
    new_markdown_cell("### A. Contar hasta diez (5 minutos)\n\nA ti te toca."),
]
DEEPER = [
    new_markdown_cell("## Para profundizar\n\n" + "palabra " * 148),
    new_code_cell("x = 1\n" * 21, outputs=[FIGURE]),
]


def test_los_minutos_se_suman_por_lo_que_se_hace_en_ellos():
    # 300 palabras a 150 por minuto, 40 líneas de 3 s, 4 figuras de 45 s y un ejercicio de 5 minutos
    assert measure(ROAD, ROAD) == Reading(text=2, code=2, figures=3, exercises=5)
    # 150 palabras, 21 líneas (63 s, que se redondean hacia arriba) y una figura
    assert measure(DEEPER, DEEPER) == Reading(text=1, code=2, figures=1, exercises=0)


def test_la_ficha_dice_aparte_lo_que_toma_profundizar(tmp_path):
    course = Course.read(new_course(tmp_path))
    course.times = {"notebooks/00_prueba.ipynb": 41}
    cells = [*ROAD, *DEEPER, new_markdown_cell("## Referencias")]
    # «Referencias» es del camino principal: con 301 palabras, un minuto más
    assert times_text(course, course.documents[0], cells, cells) == (
        "unos 13 minutos (3 de lectura, 2 de código, 3 de figuras y 5 de ejercicios). "
        "«Para profundizar» suma unos 4. Ejecución: unos 45 s en 2 núcleos y sin GPU."
    )


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("Una frase de cinco palabras.", 5),
        ("`código` y $x + y$ no cuentan", 3),
        ("```python\nx = 1\n```\nFin", 1),
        ("[un enlace](https://a.cl/b) <b>y</b>", 3),
        ("Antes <details><summary>Pista</summary>\n\nMira bien.\n</details> después", 2),
    ],
)
def test_se_cuentan_las_palabras_que_se_leen(source, count):
    assert words(source) == count


def test_el_cuaderno_trae_sus_minutos_y_los_cuenta_con_las_figuras_ya_dibujadas(tmp_path):
    course = Course.read(new_course(tmp_path, FOLDED))
    document = course.documents[0]
    executed = generate(course, document)
    assert "(1 de lectura y 1 de código)" in executed.cells[5].source
    executed.cells[4].outputs = [FIGURE] * 3
    ficha = generate(course, document, executed).cells[5].source
    assert "unos 5 minutos (1 de lectura, 1 de código y 3 de figuras)" in ficha
