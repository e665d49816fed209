"""Los tiempos que la ficha anuncia se miden y se calculan: nadie los escribe."""

import json

from small_course import load, new_course

import notebooks
from notebook_builder.assemble import generate
from notebook_builder.course import Course
from notebook_builder.ficha import NOT_MEASURED


def test_medir_anota_los_segundos_y_el_texto_los_dice(built):
    times = json.loads((built / "notebooks/tiempos.json").read_text(encoding="utf-8"))
    assert set(times) == {"notebooks/00_prueba.ipynb", "solutions/00_prueba.ipynb"}
    for name in ("notebooks/00_prueba.ipynb", "exercises/00_prueba.ipynb"):
        assert "s en 2 núcleos y sin GPU" in load(built, name).cells[1].source


def test_construir_sin_medir_no_toca_los_tiempos(course):
    times = course / "notebooks/tiempos.json"
    times.write_text('{"solutions/00_prueba.ipynb": 41}', encoding="utf-8")
    assert notebooks.main(["build", "solutions/00_prueba.ipynb"], course) == 1  # la ruta es de aquí
    assert notebooks.main(["build", str(course / "solutions/00_prueba.ipynb")], course) == 0
    assert times.read_text(encoding="utf-8") == '{"solutions/00_prueba.ipynb": 41}'
    assert "unos 45 s" in load(course, "solutions/00_prueba.ipynb").cells[1].source


def test_un_cuaderno_sin_medir_lo_dice(tmp_path):
    read = Course.read(new_course(tmp_path))
    assert NOT_MEASURED in generate(read, read.documents[0]).cells[1].source
