"""El curso de ejemplo del README se arma: treinta entregas, diez de ellas hostiles."""

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

SCRIPT = Path(__file__).parent / "submissions" / "curso.py"


def test_arma_treinta_entregas_y_la_planilla_que_las_nombra(tmp_path):
    words = [sys.executable, str(SCRIPT), str(tmp_path / "descarga")]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "Treinta entregas" in done.stdout
    with zipfile.ZipFile(tmp_path / "descarga" / "entregas.zip") as archive:
        names = archive.namelist()
        codes = {archive.read(name) for name in names}
    assert len(names) == len(set(names)) == len(codes) == 30
    sheet = (tmp_path / "descarga" / "planilla.csv").read_text(encoding="utf-8-sig")
    people = [row["Nombre completo"] for row in csv.DictReader(sheet.splitlines())]
    assert len(people) == 30
    assert all(name.startswith(tuple(people)) or "Ignacia" in name for name in names)
