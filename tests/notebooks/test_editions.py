"""La primera edición se va: su lista solo se achica, y nadie se queda en ella de más."""

import pytest
from rules import SECOND_EDITION, editions
from rules.document import Notebook

from notebook_builder.course import Course
from notebooks import ROOT

# Las que había al empezar la segunda edición: a esta lista no se agrega ninguna
AT_THE_START = ("00", "01", "02", "03", "04", "05", "06", "07", "08", "09")
LESSONS = {document.slug[:2]: document for document in Course.read(ROOT).lessons}


def test_la_lista_solo_se_achica():
    assert set(editions.FIRST) <= set(AT_THE_START)


@pytest.mark.parametrize("lesson", editions.FIRST)
def test_una_leccion_sigue_en_la_lista_por_algo(lesson):
    assert len(editions.FIRST[lesson]) >= 30, "la razón dice qué le falta"
    document = LESSONS[lesson]
    text = document.target.read_text(encoding="utf-8")
    notebook = Notebook(document.name, document.target.parent, text)
    assert any(rule(notebook) for rule in SECOND_EDITION), "ya cumple todo: sal de la lista"
