"""La tabla de afirmaciones dice lo mismo que cada lección, y sus enlaces llegan."""

import json
import re
from pathlib import Path

import pytest

from course_lib.lessons import claims

SOURCES = Path(__file__).parents[2] / "notebooks" / "src"
SIZES = {"R": 13, "D": 5, "P": 21, "I": 10, "X": 12, "H": 7, "S": 16, "B": 12}
LESSONS = sorted({claim.lesson for claim in claims.load()})
FOLDED = sorted({claim.lesson for claim in claims.load() if claim.folded})


def source(lesson: str) -> str:
    """La fuente de la lección; si todavía no existe, la prueba se salta."""
    path = SOURCES / f"{lesson}.py"
    if not path.exists():
        pytest.skip(f"la lección {lesson} todavía no existe")
    return path.read_text(encoding="utf-8")


def plain(text: str) -> str:
    return text.replace(r"\$", "$")


def test_estan_las_96_frases_de_la_clase_una_vez_cada_una():
    ids = [name for told in (*claims.load(), *claims.cited()) for name in told.ids]
    expected = {f"{letter}{n}" for letter, size in SIZES.items() for n in range(1, size + 1)}
    assert len(ids) == len(expected) == 96
    assert set(ids) == expected
    assert sum(claims.count().values()) == 96 - sum(len(note.ids) for note in claims.cited())


@pytest.mark.parametrize("lesson", LESSONS)
def test_cada_fila_es_la_de_su_leccion(lesson):
    section = source(lesson).split("# ## Lo que dice la clase")[1].split("\n# ## ")[0]
    rows = [row.strip() for row in re.findall(r"^# (\| [A-Z]\d.+)$", section, re.MULTILINE)]
    told = [claim.row for claim in claims.load(lesson[:2]) if not claim.folded]
    assert [plain(row).replace(f"{lesson}.ipynb#", "#") for row in told] == [
        plain(row) for row in rows
    ]


@pytest.mark.parametrize("lesson", LESSONS)
def test_las_filas_plegadas_se_muestran_en_para_profundizar(lesson):
    number = lesson[:2]
    if any(claim.folded for claim in claims.load(number)) or claims.cited(number):
        deeper = source(lesson).split("# ## Para profundizar")[1]
        assert f'claims.table("{number}", folded=True)' in deeper


def test_la_tabla_plegada_trae_solo_lo_plegado_y_lo_que_la_clase_cita():
    lines = claims.table("03", folded=True).splitlines()
    shown = [claim.row for claim in claims.load("03") if claim.folded]
    assert lines[2 : 2 + len(shown)] == shown
    assert len(lines) == 2 + len(shown) + 1 + len(claims.cited("03"))
    assert lines[-1].startswith("- P21: ")


@pytest.mark.parametrize("lesson", LESSONS)
def test_cada_enlace_llega_a_un_lugar_de_su_leccion(lesson):
    text = source(lesson)
    places = set(re.findall(r'<a id="([^"]+)"', text))
    places |= {title.replace(" ", "-") for title in re.findall(r"^# #+ (.+)$", text, re.MULTILINE)}
    for claim in claims.load(lesson[:2]):
        assert claim.anchors
        assert set(claim.anchors) <= places, claim.ids


@pytest.mark.parametrize(
    ("notebook", "table"),
    [("09_integracion", claims.table())]
    + [(lesson, claims.table(lesson[:2], folded=True)) for lesson in FOLDED],
)
def test_la_tabla_guardada_en_el_cuaderno_es_la_de_hoy(notebook, table):
    """El constructor no ve que cambió: no está en la fuente del cuaderno."""
    text = (SOURCES.parent / f"{notebook}.ipynb").read_text(encoding="utf-8")
    shown = [
        "".join(output["data"]["text/markdown"])
        for cell in json.loads(text)["cells"]
        for output in cell.get("outputs", [])
        if "text/markdown" in output.get("data", {})
    ]
    assert str(table) in shown


def test_todo_veredicto_es_uno_de_los_tres():
    assert {claim.verdict for claim in claims.load()} == set(claims.VERDICTS)


def test_la_tabla_se_muestra_en_markdown_y_su_texto_es_corto():
    table = claims.table("05")
    assert table._repr_markdown_() == str(table)
    assert len(repr(table)) < 100
    assert "(05_xavier.ipynb#lamina)" in table
    assert len(table.splitlines()) == 2 + SIZES["X"]
