"""La tabla de `docs/seguridad.md`: cada fila nombra pruebas y ataques que existen."""

import re

import pytest
from classroom import ROOT

pytestmark = pytest.mark.calificador

TEXT = (ROOT / "docs" / "seguridad.md").read_text(encoding="utf-8")
ROWS = [row.split("|")[1:-1] for row in TEXT.splitlines() if row.startswith("| ")][1:]
ATTACKS = ROOT / "tests" / "submissions" / "hostile" / "01"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip()[:40])
def test_cada_fila_nombra_pruebas_que_existen(row):
    named = re.findall(r"`(?:hostile/01/)?([\w.]+)`", row[3])
    assert named
    for name in named:
        path = ROOT / "tests" / "grading" / name if "." in name else ATTACKS / f"{name}.py"
        assert path.exists(), name
