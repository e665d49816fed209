"""La tabla de afirmaciones dice lo mismo que cada lección, y sus enlaces llegan."""

import re
from pathlib import Path

import pytest

from course_lib.lessons import claims

SOURCES = Path(__file__).parents[2] / "notebooks" / "src"
SIZES = {"R": 12, "D": 5, "P": 21, "I": 10, "X": 12, "H": 7, "S": 16, "B": 12}
LESSONS = sorted({claim.lesson for claim in claims.load()})


def source(lesson: str) -> str:
    """La fuente de la lección; si todavía no existe, la prueba se salta."""
    path = SOURCES / f"{lesson}.py"
    if not path.exists():
        pytest.skip(f"la lección {lesson} todavía no existe")
    return path.read_text(encoding="utf-8")


def plain(text: str) -> str:
    return text.replace(r"\$", "$")


def test_estan_las_95_afirmaciones_una_vez_cada_una():
    ids = [name for claim in claims.load() for name in claim.ids]
    expected = {f"{letter}{n}" for letter, size in SIZES.items() for n in range(1, size + 1)}
    assert len(ids) == len(expected) == 95
    assert set(ids) == expected
    assert sum(claims.count().values()) == 95


@pytest.mark.parametrize("lesson", LESSONS)
def test_cada_fila_es_la_de_su_leccion(lesson):
    section = source(lesson).split("# ## Lo que dice la clase")[1].split("\n# ## ")[0]
    rows = [row.strip() for row in re.findall(r"^# (\| [A-Z]\d.+)$", section, re.MULTILINE)]
    table = claims.table(lesson[:2]).replace(f"{lesson}.ipynb#", "#").splitlines()[2:]
    assert [plain(row) for row in table] == [plain(row) for row in rows]


@pytest.mark.parametrize("lesson", LESSONS)
def test_cada_enlace_llega_a_un_lugar_de_su_leccion(lesson):
    text = source(lesson)
    places = set(re.findall(r'<a id="([^"]+)"', text))
    places |= {title.replace(" ", "-") for title in re.findall(r"^# #+ (.+)$", text, re.MULTILINE)}
    for claim in claims.load(lesson[:2]):
        assert claim.anchors
        assert set(claim.anchors) <= places, claim.ids


def test_todo_veredicto_es_uno_de_los_tres():
    assert {claim.verdict for claim in claims.load()} == set(claims.VERDICTS)


def test_la_tabla_se_muestra_en_markdown_y_su_texto_es_corto():
    table = claims.table("05")
    assert table._repr_markdown_() == str(table)
    assert len(repr(table)) < 100
    assert "(05_xavier.ipynb#lamina)" in table
    assert len(table.splitlines()) == 2 + SIZES["X"]
