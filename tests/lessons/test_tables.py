"""Cada tabla guardada es la que su sala dice calcular, y sigue el protocolo del laboratorio."""

import tomllib
from pathlib import Path

import numpy as np
import pytest
from measured import stored

from course_lib.lab.protocol import protocol_problems
from course_lib.lessons import rooms
from course_lib.lessons.tables import load

ROOT = Path(__file__).parents[2]
TABLES = {name: table for lesson in rooms.lessons() for name, table in load(lesson).items()}
LISTED = (ROOT / "tests/lessons/first_edition.toml").read_text(encoding="utf-8")
FIRST_EDITION = tomllib.loads(LISTED)["tables"]
# Las que había al empezar la segunda edición: a esta lista no se agrega ninguna
AT_THE_START = {
    "01_l2",
    "02_ejemplos",
    "02_chica",
    "02_epocas",
    "02_cruce",
    "03_tasa",
    "03_arquitectura",
    "03_lugar",
    "03_sin_mentiras",
    "03_mascara",
    "05_tanh",
    "05_sigmoid",
    "06_profundidad",
    "07_pixeles",
    "07_diabetes",
    "08_mapa",
    "08_ajustada",
    "08_lotes",
    "08_lugar",
    "08_historia",
    "08_crudos",
    "09_lambda",
    "09_escalera",
    "09_segundos",
    "09_bordes",
    "09_lugar",
    "09_largo",
    "09_semillas",
}


def test_cada_tabla_guardada_tiene_quien_la_calcule_y_cada_una_que_se_calcula_esta_guardada():
    saved = {path.stem for lesson in rooms.lessons() for path in rooms.folder(lesson).glob("*.npz")}
    assert saved == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_trae_todos_los_valores_y_semillas_que_su_leccion_anuncia(name):
    made, table = TABLES[name], stored(name)
    searched = table.grid.get("learning_rate", []) if made.start else []
    assert set(made.start) <= set(searched)
    assert table.grid == dict(made.grid) | ({"learning_rate": searched} if made.start else {})
    assert table.seeds == list(made.seeds)
    assert table.seconds > 0
    if not made.start:  # una búsqueda crece hasta divergir
        assert all(np.isfinite(values).all() for values in table.metrics.values())


@pytest.mark.parametrize("name", TABLES)
def test_sigue_el_protocolo_o_esta_en_la_lista_de_la_primera_edicion(name):
    problems = protocol_problems(stored(name))
    if name in FIRST_EDITION:
        assert problems, "ya cumple: bórrala de tests/lessons/first_edition.toml"
    else:
        assert problems == []


def test_la_lista_de_la_primera_edicion_solo_se_achica():
    assert set(FIRST_EDITION) <= AT_THE_START


def test_solo_las_lecciones_con_tablas_en_la_lista_eligen_en_extremos_abiertos():
    listed = {name[:2] for name in FIRST_EDITION}
    for lesson in set(rooms.lessons()) - listed:
        (source,) = (ROOT / "notebooks" / "src").glob(f"{lesson}_*.py")
        for path in (source, *rooms.folder(lesson).glob("*.py")):
            assert "open_ends" not in path.read_text(encoding="utf-8"), path
