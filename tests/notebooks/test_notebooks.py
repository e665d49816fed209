"""Cada cuaderno construido cumple las reglas de su carpeta."""

import pytest
from rules import rules
from rules.document import Notebook

from notebook_builder.course import Course
from notebooks import ROOT

BUILT = [document for document in Course.read(ROOT).documents if document.target.exists()]


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        pytest.param(document, rule, id=f"{document.name}-{rule.__name__}")
        for document in BUILT
        for rule in rules(document)
    ],
)
def test_el_cuaderno_cumple_la_regla(document, rule):
    text = document.target.read_text(encoding="utf-8")
    problems = rule(Notebook(document.name, document.target.parent, text))
    assert not problems, f"\n{document.name}: {rule.__doc__}\n  " + "\n  ".join(problems)
