"""El ensayo: `curso revisar` dice, antes de entregar, lo que dirá el calificador."""

import json
import re
import shutil

import pytest
from classroom import BLANK, ROOT, SOLUTION, grade_folder, needs_box, notebook

from course_lib.cli import main
from course_lib.grading import rehearsal
from course_lib.grading.check import check
from course_lib.grading.launch import BoxError

pytestmark = pytest.mark.calificador
LESSON = next((ROOT / "notebooks").glob("01_*.ipynb"))
OTHER = next((ROOT / "exercises").glob("04_*.ipynb"))
# Las órdenes de terminal, lo que da vuelta el texto y las letras que no se ven
HIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u3164]")
KINDS = [pytest.param("bwrap", marks=needs_box), "ninguna"]


@pytest.fixture
def review(tmp_path, capsys):
    def run(content, name="01_mio.ipynb"):
        (tmp_path / name).write_text(content, encoding="utf-8")
        code = main(["revisar", str(tmp_path / name)])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


@pytest.mark.parametrize("kind", KINDS)
def test_muestra_cada_veredicto_y_lo_que_no_se_ejecuto(review, monkeypatch, kind):
    monkeypatch.setattr(rehearsal, "_kind", lambda: kind)
    wrong = "tabla = []\nfor k in range(3):\n    print(k)\n\n\ndef by_hand():\n    return {}"
    code, out = review(notebook(wrong, "def ridge(x, y, l2):\n    import scipy"))
    assert code == 0
    assert "✗ por corregir: 1.1" in out
    assert "Faltan en el diccionario las claves" in out
    assert "✓ correcta: 1.2" in out
    assert "no está `scipy`: al calificar solo hay NumPy y la biblioteca estándar" in out
    assert "Sin ejecutar, porque ninguna función lo usa" in out
    assert "`by_hand` está definida 2 veces: vale la última." in out
    assert ("Sin caja" in out) == (kind == "ninguna")
    assert "puntos" not in out


def test_sin_bubblewrap_corre_igual_y_lo_dice(review, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    code, out = review(SOLUTION.read_text(encoding="utf-8"))
    assert (code, out.count("✓ correcta")) == (0, 6)
    assert "Sin caja: tu código corre con tus permisos" in out


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("# Título", "01_mio.ipynb", "no es un cuaderno de Jupyter"),
        (LESSON.read_text(encoding="utf-8"), "01_mio.ipynb", "no es un ejercicio"),
        (
            OTHER.read_text(encoding="utf-8"),
            "01_mio.ipynb",
            "se llama como el ejercicio 01 y es el 04",
        ),
    ],
)
def test_lo_que_no_es_el_ejercicio_se_dice(review, content, name, words):
    code, out = review(content, name)
    assert code == 1
    assert words in out


def test_un_archivo_que_no_esta_se_dice(capsys):
    assert main(["revisar", "no_esta.ipynb"]) == 1
    assert "No puedo abrir «no_esta.ipynb»" in capsys.readouterr().err


HEAVY = {"output_type": "display_data", "metadata": {}, "data": {"text/html": "A" * 21 * 2**20}}
UNREAD = {"pesa más": "01_mio.ipynb", "texto": "01_mio.ipynb.txt", "json": "01_mio.ipynb.json"}


@needs_box
@pytest.mark.parametrize("case", [*UNREAD, "sano"])
def test_revisar_lee_lo_mismo_que_el_calificador(review, tmp_path, case):
    document, name = json.loads(notebook()), UNREAD.get(case, "01_mio.IPYNB")
    if case == "pesa más":
        document["cells"][-1]["outputs"] = [HEAVY]
    code, out = review(json.dumps(document), name)
    (graded,) = grade_folder(tmp_path, tmp_path.parent / f"notas {case}").values()
    assert (code == 0) == (graded["state"] == "calificada") == (case == "sano")
    assert case == "sano" or "pesa más de 20 MiB" in out or "debe terminar en .ipynb" in out


ESCAPES = "\x1b[2J\x1b]0;otro título\x07\u202e\u2066"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "code",
    [
        f"def ridge(x, y, l2):\n    raise ValueError({ESCAPES!r})",
        f"def ridge(x, y, l2):\n    return {{{ESCAPES!r}: 1}}",
        f"def ridge(x, y, l2):\n    return {ESCAPES!r}",
        f"from {chr(0x3164)} import a\n\n\ndef ridge(x, y, l2):\n    return a",
    ],
)
def test_lo_que_se_muestra_no_trae_ordenes_de_terminal(review, monkeypatch, kind, code):
    monkeypatch.setattr(rehearsal, "_kind", lambda: kind)
    _, out = review(notebook(code))
    assert "1.1" in out
    assert not HIDDEN.findall(out)


def test_lo_que_muestra_check_tampoco(capsys):
    def ridge(x, y, l2):
        raise ValueError(ESCAPES)

    check("1.4", {"ridge": ridge})
    out = capsys.readouterr().out
    assert "se detuvo con ValueError" in out
    assert not HIDDEN.findall(out)


def test_el_nombre_de_un_archivo_no_trae_ordenes_de_terminal(capsys):
    assert main(["revisar", f"{ESCAPES}.ipynb"]) == 1
    assert not HIDDEN.findall(capsys.readouterr().err)


@needs_box
def test_otro_cuaderno_se_le_dice_a_quien_ensena_y_no_se_califica(tmp_path):
    folder = tmp_path / "entregas"
    folder.mkdir()
    for name, path in {"leccion": LESSON, "otro": OTHER, "vacio": BLANK, "bueno": SOLUTION}.items():
        shutil.copy(path, folder / f"{name}.ipynb")
    results = grade_folder(folder, tmp_path / "notas")
    assert {name: one["state"] for name, one in results.items()} == {
        "leccion": "otro_cuaderno",
        "otro": "otro_cuaderno",
        "vacio": "calificada",
        "bueno": "calificada",
    }
    assert "es el 04" in results["otro"]["notes"][0]
    assert "¿es la lección" in results["leccion"]["notes"][0]
    assert results["leccion"]["questions"] == results["otro"]["questions"] == []


@needs_box
def test_el_informe_dice_lo_que_no_se_ejecuto_y_lo_que_faltaba(tmp_path):
    folder = tmp_path / "entregas"
    folder.mkdir()
    cells = (
        "from tqdm import tqdm\ntabla = []\nfor k in tqdm(range(3)):\n    tabla.append(k)",
        "def lee(a):\n    return tabla[a]",
    )
    (folder / "ana.ipynb").write_text(notebook(*cells), encoding="utf-8")
    ana = grade_folder(folder, tmp_path / "notas")["ana"]
    last = len([c for c in json.loads(notebook(*cells))["cells"] if c["cell_type"] == "code"])
    assert ana["skipped"].startswith("sin ejecutar")
    assert ana["notes"] == [
        f"la celda de código {last - 1} usa `tqdm`, que viene de `tqdm`: al calificar solo hay "
        "NumPy y la biblioteca estándar"
    ]


def test_si_la_caja_se_cae_a_medias_se_dice(review, monkeypatch):
    monkeypatch.setattr(rehearsal, "_kind", lambda: "bwrap")

    def broken(*_):
        raise BoxError("no hay memoria")

    monkeypatch.setattr("course_lib.grading.sandbox.Box.read", broken)
    code, out = review(SOLUTION.read_text(encoding="utf-8"))
    assert code == 1
    assert "no hay memoria" in out
