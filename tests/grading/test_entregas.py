"""Las entregas: de quién es cada una, cuál se califica, y ninguna detiene a las demás."""

import inspect
import runpy
import zipfile

import pytest
from classroom import ROOT, grade_folder, needs_box, notebook

from course_lib.grading import submissions
from course_lib.grading.submissions import SourceError, Submission, UnreadableError, find

CASES = runpy.run_path(str(ROOT / "tests/submissions/hostile/archivos/casos.py"))
IN_FOLDER = {
    name: function
    for name, function in CASES.items()
    if inspect.isfunction(function) and not name.startswith(("_", "zip"))
}


def touch(folder, *paths):
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("{}")


def owners(folder):
    return [(one.student, one.identifier) for one in find(folder, "01")]


def test_un_archivo_por_persona_toma_el_nombre_del_archivo(tmp_path):
    touch(tmp_path, "ana.ipynb", "beto.ipynb")
    assert owners(tmp_path) == [("ana", ""), ("beto", "")]


def test_una_carpeta_por_persona_toma_el_nombre_de_la_carpeta(tmp_path):
    touch(tmp_path, "Ana Pérez/tarea.ipynb", "Beto/otra/01.ipynb")
    assert owners(tmp_path) == [("Ana Pérez", ""), ("Beto", "")]


def test_la_carpeta_que_encierra_a_todas_no_es_una_persona(tmp_path):
    touch(tmp_path, "Curso/ana/01.ipynb", "Curso/beto/01.ipynb")
    assert owners(tmp_path) == [("ana", ""), ("beto", "")]


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("Ana Pérez_4512_assignsubmission_file/01.ipynb", ("Ana Pérez", "4512")),
        ("Ana Pérez_4512_assignsubmission_file_01_l2.ipynb", ("Ana Pérez", "4512")),
        ("perezana_33_99102_01_regularizacion_l2.ipynb", ("perezana", "33")),
        ("perezana_LATE_33_99102_01_regularizacion_l2-2.ipynb", ("perezana", "33")),
        ("Tarea 1_aperez_attempt_2026-11-20-10-00-00_01.ipynb", ("aperez", "aperez")),
    ],
)
def test_reconoce_como_nombra_cada_plataforma(tmp_path, path, owner):
    touch(tmp_path, path, "otra persona_7_assignsubmission_file/01.ipynb")
    assert owner in owners(tmp_path)


def test_de_varios_cuadernos_elige_el_del_ejercicio_y_despues_el_ultimo(tmp_path):
    name = "T_aperez_attempt_2026-11-{}-10-00-00_{}.ipynb"
    touch(tmp_path, name.format("20", "01_l2"), name.format("21", "01_l2"), name.format("22", "x"))
    (chosen,) = find(tmp_path, "01")
    assert chosen.path == name.format("21", "01_l2")
    assert "entregó 3 cuadernos" in chosen.notes[0]


def test_lo_que_agrega_el_sistema_no_es_de_nadie(tmp_path):
    touch(tmp_path, "ana.ipynb", "__MACOSX/ana.ipynb", ".ipynb_checkpoints/ana.ipynb", ".x.ipynb")
    assert owners(tmp_path) == [("ana", "")]


def test_nombres_que_solo_difieren_en_rarezas_no_comparten_archivo():
    people = [Submission(name, "", "", ()) for name in ("a/b", "a:b", "a b", "../..", "..", "")]
    slugs = [one.slug for one in people]
    assert len(set(slugs)) == len(slugs)
    assert not any(set(slug) & set('/\\:*?"<>| .') for slug in slugs)


def test_una_carpeta_vacia_o_que_no_existe_se_explica(tmp_path):
    for path in (tmp_path, tmp_path / "no_existe"):
        with pytest.raises(SourceError, match=str(path)):
            find(path, "01")


def test_limpiar_conserva_los_alfabetos_y_quita_lo_invisible():
    assert submissions.clean("Иван 李雷 ñandú") == "Иван 李雷 ñandú"
    assert submissions.clean("\x1b[2J\u202ehola\x07\u200b") == "�[2J�hola��"
    assert submissions.clean("a" * 200) == "a" * 120 + "…"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("curso")
    for build in IN_FOLDER.values():
        build(folder, notebook())
    return grade_folder(folder, tmp_path_factory.mktemp("notas"))


def earned(result):
    return sum(question["earned"] for question in result["questions"])


@needs_box
@pytest.mark.calificador
@pytest.mark.parametrize("name", IN_FOLDER)
def test_un_archivo_hostil_no_detiene_a_las_demas(name, graded):
    attack, *_, wanted = inspect.getdoc(IN_FOLDER[name]).splitlines()
    special = {"otro_alfabeto": "Иван", "formula": "=HYP", "html": "<img", "terminal": "�[2J"}
    (result,) = (
        one
        for student, one in graded.items()
        if student.startswith(special.get(name, name)) and (name in special or student == name)
    )
    if wanted == "ilegible":
        assert (result["state"], result["questions"]) == ("ilegible", []), attack
        assert result["notes"]
    else:
        assert result["state"] == "calificada", result["notes"]
        assert earned(result) == int(wanted), attack


@needs_box
@pytest.mark.calificador
def test_un_zip_hostil_no_escribe_ni_detiene_nada(tmp_path):
    CASES["zip_hostil"](tmp_path / "descarga.zip", notebook())
    results = grade_folder(tmp_path / "descarga.zip", tmp_path / "notas")
    assert earned(results["Ana"]) == 10
    assert "20 MiB" in results["Bomba"]["notes"][0]
    assert "enlace" in results["Enlace"]["notes"][0]
    assert results["Beto"]["state"] == "ilegible"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["descarga.zip", "notas"]
    assert not list(tmp_path.parent.glob("intruso*"))


def test_un_zip_danado_no_se_abre(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ana.ipynb", notebook())
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[60:90] = bytes(30)
    (tmp_path / "a.zip").write_bytes(data)
    (one,) = find(tmp_path / "a.zip", "01")
    with pytest.raises(UnreadableError):
        submissions.Reader(tmp_path / "a.zip")(one)
