"""Las entregas: de quién es cada una, cuál se califica, y ninguna detiene a las demás."""

import inspect
import json
import os
import runpy
import shutil
import threading
import time
import unicodedata
import zipfile

import pytest
from classroom import ROOT, grade_folder, needs_box, notebook

from course_lib.cli import main
from course_lib.grading import files, submissions
from course_lib.grading.files import SourceError, UnreadableError
from course_lib.grading.private import save
from course_lib.grading.submissions import Submission, find

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


def pack(path, *members):
    """Un zip con esos miembros, en ese orden; cada uno es su nombre, o su nombre y su contenido."""
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(*(member if isinstance(member, tuple) else (member, "{}")))
    return path


def owners(folder):
    return [(one.student, one.identifier) for one in find(folder, "01")]


def test_un_archivo_por_persona_toma_el_nombre_del_archivo(tmp_path):
    touch(tmp_path, "ana.ipynb", "beto.ipynb")
    assert owners(tmp_path) == [("ana", ""), ("beto", "")]


def test_una_carpeta_por_persona_toma_el_nombre_de_la_carpeta(tmp_path):
    touch(tmp_path, "Ana Pérez/tarea.ipynb", "Beto/otra/01.ipynb")
    assert owners(tmp_path) == [("Ana Pérez", ""), ("Beto", "")]


UNSEEN = "\ufe0f\u180b\u034f\u115f\u1160\u3164\uffa0\u2800\u17b4\U000e0100\u200b"
# Nombres que se leen como «Ana» o «José», y ninguno es otro
ALIKE = {
    "mayúsculas en la extensión": ("Ana.ipynb", "Ana.IPYNB", "Ana.Ipynb"),
    "mayúsculas en el nombre": ("Ana.ipynb", "ana.ipynb"),
    "un archivo y una carpeta": ("Ana.ipynb", "Ana/z_01_ultimo.ipynb"),
    "una carpeta que se llama como un cuaderno": ("Ana.ipynb", "Ana.ipynb /01.ipynb"),
    "espacios y puntos al final": ("Ana.ipynb", "Ana.ipynb ", "Ana.ipynb.", "Ana .ipynb"),
    "tildes escritas de otra manera": ("Jos\u00e9.ipynb", "Jose\u0301.ipynb"),
    "letras invisibles": ("Ana\u200b.ipynb", "Ana\u200c.ipynb", "Ana\u200b/01.ipynb"),
    "letras que no se ven": (
        "Ana.ipynb",
        *(
            f"Ana{letter}.ipynb"
            for letter in "\ufe0f\u180b\u034f\u115f\u1160\u3164\uffa0\u2800\u17b4"
        ),
        *(
            f"A{letter}na.ipynb"
            for letter in "\ufe0f\u180b\u034f\u115f\u1160\u3164\uffa0\u2800\U000e0100"
        ),
    ),
    "letras que no se ven en otro alfabeto": (
        "李雷.ipynb",
        "李\ufe00雷.ipynb",
        "李雷\U000e0100.ipynb",
    ),
    "una tilde separada por algo invisible": ("José.ipynb", "Jose\u034f\u0301.ipynb"),
    "letras de otros alfabetos": ("Ana.ipynb", "Аna.ipynb", "Anа.ipynb", "Αna.ipynb", "Ａna.ipynb"),
    "tildes de otros alfabetos": ("Zoë.ipynb", "Zоё.ipynb", "ZΟË.ipynb"),
    "letras y cifras": ("Iván 01.ipynb", "lván 01.ipynb", "1ván O1.ipynb"),
    "guiones": ("Ana-María.ipynb", "Ana–María.ipynb", "Ana\u2010María.ipynb"),
    "barras invertidas": ("Ana.ipynb", "Ana\\01.ipynb", ".\\Ana.ipynb"),
}
# Estos solo pueden venir en un zip
ALIKE_IN_ZIP = ALIKE | {
    "un archivo y una carpeta con su nombre entero": ("Ana.ipynb", "Ana.ipynb/01.ipynb"),
    "rutas con rodeos": ("Ana.ipynb", "./Ana.ipynb", "/Ana.ipynb", "././Ana.ipynb", "//Ana.ipynb"),
    "rutas que suben": ("Ana.ipynb", "a/../Ana.ipynb", "../Ana.ipynb", "Ana/../Ana.ipynb"),
    "carpetas con rodeos": ("Ana/01.ipynb", "./Ana/01.ipynb", "/Ana/01.ipynb"),
}


def check_alone(source, paths):
    """Cada ruta es de una persona distinta, y se califica esa misma."""
    found = find(source, "01")
    assert sorted(one.path for one in found) == sorted(paths)
    assert len({one.seen for one in found}) == len({one.slug for one in found}) == len(paths)
    assert not any(one.notes for one in found)


@pytest.mark.parametrize("name", ALIKE)
def test_en_una_carpeta_nadie_ocupa_el_lugar_de_otra_persona(tmp_path, name):
    touch(tmp_path, *ALIKE[name])
    if len(list(tmp_path.iterdir())) < len(ALIKE[name]):
        pytest.skip("este disco no distingue esos nombres")
    check_alone(tmp_path, ALIKE[name])


@pytest.mark.parametrize("folder", ["", "Curso/", "./Curso/"])
@pytest.mark.parametrize("name", ALIKE_IN_ZIP)
def test_en_un_zip_nadie_ocupa_el_lugar_de_otra_persona(tmp_path, name, folder):
    paths = [folder + path for path in ("Beto.ipynb", *ALIKE_IN_ZIP[name])]
    check_alone(pack(tmp_path / "a.zip", *paths), paths)


def test_los_nombres_que_se_ven_iguales_llevan_todos_una_marca(tmp_path):
    paths = ("Ana.ipynb", "Аna.ipynb", "Ana\ufe0f.ipynb", "Ana\u3164.ipynb", "ANA\u200b.ipynb")
    touch(tmp_path, *paths, "Beto.ipynb", "Łukasz.ipynb")
    marked = {one.path for one in find(tmp_path, "01") if one.student.endswith(f"({one._mark})")}
    assert marked == set(paths)


PROPER = (
    *("Łukasz Żółć", "José Ñuñoa", "Nguyễn Thị Hà", "Çağla İnan", "Iván O'Higgins", "Ana-María"),
    *(
        "李雷",
        "김민준",
        "山田 太郎",
        "辻\U000e0100 さくら",
        "Иван Пётр",
        "Нина",
        "Νίκος",
        "شادی علی\u200cرضا",
    ),
    *(
        "شادی علی\u200cرضا",
        "क्\u200dषमा",
        "ශ්\u200dරී",
        "ᠮᠣᠩᠭᠣᠯ\u180b",
        "Zoe ❤\ufe0f",
        "גלעד",
        "ელენე",
    ),
)


def test_los_nombres_de_verdad_se_muestran_como_son(tmp_path):
    touch(tmp_path, *(f"{name}.ipynb" for name in PROPER))
    shown = {one.student for one in find(tmp_path, "01")}
    assert shown == {unicodedata.normalize("NFC", name) for name in PROPER}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_de_un_archivo_repetido_en_el_zip_se_lee_la_ultima_copia_y_se_dice(tmp_path):
    newer, older = (zipfile.ZipInfo("Ana.ipynb", (year, 1, 1, 0, 0, 0)) for year in (2026, 2025))
    newer.external_attr = 0o120777 << 16  # un enlace, que no es el que se abre
    path = pack(tmp_path / "a.zip", (newer, "primera"), "Beto.ipynb", (older, "última"))
    ana, beto = find(path, "01")
    assert ana.notes == ("el zip trae 2 veces «Ana.ipynb»: se calificó la última copia",)
    assert beto.notes == ()
    with files.Reader(path) as read:
        assert read(ana.path).decode() == "última"


def test_dos_nombres_en_latin_1_dentro_de_un_zip_son_dos_personas(tmp_path):
    path = pack(tmp_path / "a.zip", "Mu#oz.ipynb", "Mu%oz.ipynb")
    path.write_bytes(path.read_bytes().replace(b"#", b"\xf1").replace(b"%", b"\xe1"))
    assert len({one.seen for one in find(path, "01")}) == 2


def test_quien_entrega_se_muestra_sin_la_extension(tmp_path):
    names = ("Ana.ipynb", "Beto.IPYNB", "J. Soto.ipynb ", "M. Ruz/01.ipynb", "Zoe.ipynb/01.ipynb")
    touch(tmp_path, *names, "tarea.v2.pdf", "P. Vera")
    shown = ["Ana", "Beto", "J. Soto", "M. Ruz", "P. Vera", "tarea.v2", "Zoe.ipynb"]
    assert [name for name, _ in owners(tmp_path)] == shown


def test_lo_que_acompana_a_un_cuaderno_no_es_otra_entrega(tmp_path):
    touch(tmp_path, "Ana.ipynb", "Ana.pdf", "Ana.png", "Beto/01.ipynb", "Beto.pdf", "Carla.pdf")
    touch(tmp_path, "ana.docx", "Ana.ipynb~")
    found = {one.owner: (one.path, one.notes) for one in find(tmp_path, "01")}
    nothing = ("", ("no hay un archivo .ipynb",))
    assert found == {
        "Ana.ipynb": ("Ana.ipynb", ("se llaman igual y no se miraron: «Ana.pdf», «Ana.png»",)),
        "Beto/": ("Beto/01.ipynb", ("se llaman igual y no se miraron: «Beto.pdf»",)),
        "Carla.pdf": nothing,
        "ana.docx": nothing,
        "Ana.ipynb~": nothing,
    }


@pytest.mark.parametrize("platform", ["auto", "ninguna"])
@pytest.mark.parametrize("main", ["Ana.ipynb", "Ana/01.ipynb", "Ana/leeme.txt"])
def test_lo_que_otro_deja_sin_mirar_se_nombra(tmp_path, platform, main):
    touch(
        tmp_path, "Ana.zip", main, "Ana\u202e.zip", "Beto.ipynb", *(f"Beto.{n}" for n in range(5))
    )
    ana, *others, beto = find(tmp_path, "01", platform)
    assert ana.notes[-1] == "se llaman igual y no se miraron: «Ana.zip»"
    assert [one.notes for one in others] == [("no hay un archivo .ipynb",)]
    assert beto.notes[0].endswith("«Beto.0», «Beto.1», «Beto.2» y 2 más")


def test_en_una_plataforma_lo_que_acompana_es_de_la_misma_persona_o_se_nombra(tmp_path):
    touch(tmp_path, *GENUINE["canvas"], "ana_0_9_01.pdf", "tarde.ipynb", "tarde.zip")
    found = {one.student: one.notes for one in find(tmp_path, "01", "canvas")}
    assert found["ana"] == ()
    assert "«tarde.zip»" in found["tarde"][-1]


@pytest.mark.parametrize("path", ["\0Ana.ipynb", " .ipynb", " /01.ipynb"])
def test_un_nombre_vacio_tambien_se_muestra(tmp_path, path):
    found = owners(pack(tmp_path / "a.zip", path, "Ana.ipynb", "Beto.ipynb"))
    assert found == [("Ana", ""), ("Beto", ""), ("sin nombre", "")]


def test_en_una_plataforma_solo_cuenta_lo_que_ella_escribio(tmp_path):
    tails = ("01.ipynb", "01.IPYNB", "34_9_x.ipynb", "x.pdf", " .ipynb", "..ipynb")
    touch(tmp_path, *(f"perezana_33_99102_{tail}" for tail in tails), CANVAS)
    assert owners(tmp_path) == [("otrapersona", "7"), ("perezana", "33")]


def test_la_carpeta_que_encierra_a_todas_no_es_una_persona(tmp_path):
    touch(tmp_path, "Curso/ana/01.ipynb", "Curso/beto/01.ipynb")
    assert owners(tmp_path) == [("ana", ""), ("beto", "")]


MOODLE = "Otra Persona_7_assignsubmission_file/01.ipynb"
CANVAS = "otrapersona_7_99100_tarea.ipynb"
BLACKBOARD = "Tarea 1_otra_attempt_2026-11-20-10-00-00_01.ipynb"


@pytest.mark.parametrize(
    ("path", "owner", "other"),
    [
        ("Ana Pérez_4512_assignsubmission_file/01.ipynb", ("Ana Pérez", "4512"), MOODLE),
        ("Ana Pérez_4512_assignsubmission_file_01_l2.ipynb", ("Ana Pérez", "4512"), MOODLE),
        ("perezana_33_99102_01_regularizacion_l2.ipynb", ("perezana", "33"), CANVAS),
        ("perezana_LATE_33_99102_01_regularizacion_l2-2.ipynb", ("perezana", "33"), CANVAS),
        (
            "Tarea 1_aperez_attempt_2026-11-20-10-00-00_01.ipynb",
            ("aperez", "aperez"),
            BLACKBOARD,
        ),
    ],
)
def test_reconoce_como_nombra_cada_plataforma(tmp_path, path, owner, other):
    touch(tmp_path, path, other)
    assert owner in owners(tmp_path)


def test_el_nombre_del_archivo_no_cambia_de_quien_es(tmp_path):
    touch(
        tmp_path,
        "bnunoa_34_99103_tarea.ipynb",
        "perezana_33_99102_34_assignsubmission_file_.ipynb",
        "soto_35_9_x_34_attempt_2026-11-20-10-00-00.ipynb",
    )
    assert owners(tmp_path) == [("bnunoa", "34"), ("perezana", "33"), ("soto", "35")]


def test_el_nombre_del_archivo_de_la_unica_entrega_tampoco(tmp_path):
    touch(tmp_path, "perezana_33_99102_34_attempt_2026-11-20-10-00-00.ipynb")
    assert owners(tmp_path) == [("perezana", "33")]


def test_en_una_carpeta_nadie_se_inventa_un_identificador(tmp_path):
    touch(tmp_path, "ana.ipynb", "beto.ipynb", "x_34_assignsubmission_file_.ipynb")
    assert {identifier for _, identifier in owners(tmp_path)} == {""}


GENUINE = {  # tres nombres que escribe cada plataforma
    "moodle": [f"Ana_{number}_assignsubmission_file/01.ipynb" for number in range(3)],
    "canvas": [f"ana_{number}_9_01.ipynb" for number in range(3)],
    "blackboard": [f"T_u{number}_attempt_2026-11-20-10-00-00_01.ipynb" for number in range(3)],
}
ODD = ("tarde.ipynb", "Beto/01.ipynb")


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("platform", GENUINE)
def test_un_nombre_que_no_es_de_la_plataforma_queda_sin_nota_y_no_detiene_a_nadie(
    tmp_path, platform, asked
):
    touch(tmp_path, *GENUINE[platform], *ODD)
    found = find(tmp_path, "01", platform if asked else "auto")
    odd = [one for one in found if not one.path]
    assert [(one.student, one.identifier) for one in odd] == [("Beto", ""), ("tarde", "")]
    for one in odd:
        assert f"no es el que escribe {platform.capitalize()}" in one.notes[0]
        assert "--plataforma ninguna" in one.notes[0]
    assert sorted(one.path for one in found if one.path) == GENUINE[platform]
    assert len({one.identifier for one in found if one.path}) == 3


def test_un_nombre_que_no_es_de_la_plataforma_no_es_de_una_persona_de_ella(tmp_path):
    touch(tmp_path, *GENUINE["moodle"], "Ana.ipynb", "Ana/9/01.ipynb", "Ana_1.ipynb", "1.ipynb")
    found = find(tmp_path, "01", "moodle")
    assert {one.path for one in found if one.identifier} == set(GENUINE["moodle"])
    assert len({one.seen for one in found}) == len(found) == 7


def test_si_la_plataforma_se_pide_los_nombres_no_votan(tmp_path):
    touch(tmp_path, *GENUINE["canvas"], "tarde.ipynb")
    everyone = find(tmp_path, "01", "ninguna")
    assert sorted(one.path for one in everyone) == [*GENUINE["canvas"], "tarde.ipynb"]
    assert {one.identifier for one in everyone} == {""}
    assert not any(one.path for one in find(tmp_path, "01", "moodle"))
    touch(tmp_path, *(f"{number}.ipynb" for number in range(9)))
    assert sum(bool(one.path) for one in find(tmp_path, "01", "canvas")) == 3


@pytest.mark.parametrize("words", [[], ["--plataforma", "canvas"]])
def test_la_orden_calificar_dice_la_plataforma(tmp_path, monkeypatch, capsys, words):
    def stop(source, exercise, platform):
        raise SourceError(f"plataforma: {platform}")

    monkeypatch.setattr(submissions, "find", stop)
    (tmp_path / "curso").mkdir()
    assert main(["calificar", "01", str(tmp_path / "curso"), *words]) == 1
    assert f"plataforma: {words[1] if words else 'auto'}" in capsys.readouterr().err


@pytest.mark.parametrize("platform", ["auto", "ninguna"])
def test_los_nombres_que_imitan_a_una_plataforma_no_detienen_a_una_carpeta(tmp_path, platform):
    honest = [f"persona {number}.ipynb" for number in range(4)]
    touch(tmp_path, *honest, *GENUINE["canvas"])
    found = find(tmp_path, "01", platform)
    assert len(found) == 7
    assert all(one.path and not one.identifier for one in found)


def test_en_blackboard_un_usuario_puede_traer_guiones_bajos(tmp_path):
    name = "Tarea 1_{}_attempt_2026-11-20-10-00-00_01.ipynb"
    touch(tmp_path, name.format("a_perez"))
    assert owners(tmp_path) == [("a_perez", "a_perez")]
    touch(tmp_path, name.format("m_perez"))
    assert [one for _, one in owners(tmp_path)] == ["a_perez", "m_perez"]


@pytest.mark.parametrize("task", ["Tarea 1", "Tarea 1_ regularización"])
def test_en_blackboard_dos_usuarios_conservan_lo_que_comparten(tmp_path, task):
    name = "{}_{}_attempt_2026-11-20-10-00-00_01.ipynb"
    touch(tmp_path, name.format(task, "u_123"), name.format(task, "u_456"))
    assert [one for _, one in owners(tmp_path)] == ["u_123", "u_456"]


def test_dos_nombres_que_se_ven_iguales_son_dos_personas(tmp_path):
    touch(tmp_path, "a\u200b/01.ipynb", "a\u200c/01.ipynb", "b" * 130 + "1.ipynb")
    touch(tmp_path, "b" * 130 + "2.ipynb")
    found = find(tmp_path, "01")
    assert len(found) == len({one.slug for one in found}) == 4
    assert len({one.student for one in found}) == 4


def test_los_espacios_y_las_mayusculas_no_distinguen_a_dos_personas(tmp_path):
    touch(tmp_path, "Ana Pérez.ipynb", " Ana Pérez.ipynb", "ana  pérez/01.ipynb", "Beto.ipynb")
    names = [one.student for one in find(tmp_path, "01")]
    assert len({" ".join(name.split()).casefold() for name in names}) == 4
    assert not {name.casefold() for name in names} & {"ana pérez", "ana  pérez"}
    assert "Beto" in names


def test_la_marca_de_otra_persona_no_se_puede_imitar(tmp_path):
    touch(tmp_path, "Ana.ipynb", " Ana.ipynb")
    (mark,) = [one.student for one in find(tmp_path, "01") if one.owner == "Ana.ipynb"]
    touch(tmp_path, f"{mark}.ipynb")
    assert len({one.seen for one in find(tmp_path, "01")}) == 3


def test_dos_personas_en_el_mismo_archivo_se_rechazan(tmp_path, monkeypatch):
    touch(tmp_path, "Ana.ipynb", "ana.ipynb")
    assert len(find(tmp_path, "01")[0].slug.rpartition("-")[2]) == 32
    monkeypatch.setattr(Submission, "_mark", "0" * 32)
    with pytest.raises(SourceError, match="cámbiale el nombre"):
        find(tmp_path, "01")


def test_los_miles_de_archivos_de_una_persona_no_detienen_al_curso(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_PEOPLE", 3)
    touch(tmp_path, "ana/01.ipynb", "beto/01.ipynb", "carla/tarea.docx")
    touch(tmp_path, *(f"beto/venv/{number}.py" for number in range(50)))
    touch(tmp_path, *(f"ana/{number}.txt" for number in range(50)))
    assert [name for name, _ in owners(tmp_path)] == ["ana", "beto", "carla"]


def test_un_nombre_que_empieza_con_un_punto_tambien_es_de_alguien(tmp_path):
    touch(tmp_path / "carpeta", ".ana/01.ipynb", "beto/01.ipynb", "beto/.copia/01.ipynb")
    assert [name for name, _ in owners(tmp_path / "carpeta")] == [".ana", "beto"]
    assert len(find(tmp_path / "carpeta", "01")[1].notes) == 0
    touch(tmp_path / "zip", ".Ana_4512_assignsubmission_file/01.docx", MOODLE)
    assert (".Ana", "4512") in owners(tmp_path / "zip")


def test_dos_nombres_en_latin_1_son_dos_personas(tmp_path):
    for name in (b"Mu\xf1oz", b"Mu\xe1oz"):
        try:
            (tmp_path / os.fsdecode(name)).mkdir()
        except OSError:
            pytest.skip("este disco solo admite nombres en UTF-8")
        (tmp_path / os.fsdecode(name) / "01.ipynb").write_text("{}")
    assert len({one.slug for one in find(tmp_path, "01")}) == 2


def test_el_texto_en_linea_de_moodle_no_es_otra_persona(tmp_path):
    touch(
        tmp_path,
        "Ana_4512_assignsubmission_file/01.ipynb",
        "Ana_4512_assignsubmission_onlinetext/onlinetext.html",
        "Beto_4513_assignsubmission_onlinetext/onlinetext.html",
    )
    ana, beto = find(tmp_path, "01")
    assert (ana.identifier, ana.path) == ("4512", "Ana_4512_assignsubmission_file/01.ipynb")
    assert beto.notes == ("no hay un archivo .ipynb",)


def test_los_archivos_se_cuentan_sin_los_que_no_importan(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_PEOPLE", 2)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("__MACOSX/a", "__MACOSX/b", "__MACOSX/c", "ana.ipynb", "beto.ipynb"):
            archive.writestr(name, "{}")
    assert owners(tmp_path / "a.zip") == [("ana", ""), ("beto", "")]
    touch(tmp_path / "b", "a.ipynb", "b.ipynb", "c.ipynb")
    with pytest.raises(SourceError, match="más de 2"):
        find(tmp_path / "b", "01")


@pytest.fixture
def close(monkeypatch):
    """Deja carpetas sin permiso de lectura, aunque las pruebas corran como root."""
    scandir, closed = os.scandir, set()

    def careful(path):
        if str(path) in closed:
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", careful)
    return lambda *paths: closed.update(map(str, paths))


def test_una_carpeta_que_no_se_puede_leer_se_explica(tmp_path, close):
    close(tmp_path)
    with pytest.raises(SourceError, match="No puedo leer la carpeta"):
        find(tmp_path, "01")


def test_la_carpeta_de_alguien_que_no_se_puede_leer_no_detiene_a_las_demas(tmp_path, close):
    touch(tmp_path, "Ana/01.ipynb", "Beto/01.ipynb", "Beto/datos/x.txt", "Carla/01.ipynb")
    close(tmp_path / "Ana", tmp_path / "Beto/datos")
    notes = {one.student: (one.path, *one.notes) for one in find(tmp_path, "01")}
    assert notes == {
        "Ana": ("", "no se puede leer la carpeta «Ana»"),
        "Beto": ("Beto/01.ipynb", "no se puede leer la carpeta «datos»"),
        "Carla": ("Carla/01.ipynb",),
    }


def test_las_carpetas_mas_hondas_que_una_ruta_no_detienen_a_nadie(tmp_path):
    touch(tmp_path, "Ana/01_l2.ipynb", "Beto/01.ipynb")
    start = os.open(tmp_path / "Ana", os.O_RDONLY)
    for level in range(1, 24):
        os.mkdir("x" * 200, dir_fd=start)
        inner = os.open("x" * 200, os.O_RDONLY, dir_fd=start)
        os.close(start)
        start = inner
        if level > 17:
            os.close(os.open(f"{'y' * 240}{level}.ipynb", os.O_CREAT | os.O_WRONLY, dir_fd=start))
    os.close(start)
    ana, beto = find(tmp_path, "01")
    assert (ana.path, beto.path, beto.notes) == ("Ana/01_l2.ipynb", "Beto/01.ipynb", ())
    assert any("no se puede leer la carpeta «xxx" in note for note in ana.notes)


def test_de_varios_cuadernos_elige_el_del_ejercicio_y_despues_el_ultimo(tmp_path):
    name = "T_aperez_attempt_2026-11-{}-10-00-00_{}.ipynb"
    touch(tmp_path, name.format("20", "01_l2"), name.format("21", "01_l2"), name.format("22", "x"))
    (chosen,) = find(tmp_path, "01")
    assert chosen.path == name.format("21", "01_l2")
    assert "entregó 3 cuadernos" in chosen.notes[0]


def test_lo_que_agrega_el_sistema_no_es_de_nadie(tmp_path):
    touch(tmp_path, "ana.ipynb", "__MACOSX/ana.ipynb", ".ipynb_checkpoints/ana.ipynb")
    touch(tmp_path, "._x.ipynb", ".DS_Store", ".gitignore", ".rara/notas.txt")
    assert owners(tmp_path) == [("ana", "")]


def test_nombres_que_solo_difieren_en_rarezas_no_comparten_archivo():
    people = [Submission(name, "", "", ()) for name in ("a/b", "a:b", "a b", "../..", "..", "")]
    slugs = [one.slug for one in people]
    assert len(set(slugs)) == len(slugs)
    assert not any(set(slug) & set('/\\:*?"<>| .') for slug in slugs)


@pytest.mark.parametrize("name", ["😀" * 120, "ñ" * 200, "CON", "nul"])
def test_un_nombre_largo_o_reservado_cabe_en_el_disco(tmp_path, name):
    one = Submission(name, "", "", ())
    save(tmp_path / f"{one.slug}.json", "x")
    assert len(f"{one.slug}.json".encode()) < 255
    assert one.slug.casefold() not in ("con", "nul")


def test_una_carpeta_vacia_o_que_no_existe_se_explica(tmp_path):
    for path in (tmp_path, tmp_path / "no_existe"):
        with pytest.raises(SourceError, match=str(path)):
            find(path, "01")


def test_limpiar_conserva_los_alfabetos_y_quita_lo_invisible():
    assert submissions.clean("Иван 李雷 ñandú") == "Иван 李雷 ñandú"
    assert submissions.clean("Ana\ufe0f\u3164\u200d \u2800") == "Ana��� �"
    assert submissions.clean("\x1b[2J\u202ehola\x07\u200b") == "�[2J�hola��"
    assert submissions.clean("uno\ndos\ttres") == "uno dos tres"
    assert submissions.clean("uno\ndos", keep="\n") == "uno\ndos"
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
def test_un_nombre_que_no_es_de_la_plataforma_sale_ilegible_y_con_su_razon(tmp_path):
    paths = [*GENUINE["moodle"], *ODD]
    pack(tmp_path / "a.zip", *((path, notebook()) for path in paths))
    results = grade_folder(tmp_path / "a.zip", tmp_path / "notas")
    assert earned(results["Ana"]) == 10
    for name in ("tarde", "Beto"):
        assert (results[name]["state"], results[name]["questions"]) == ("ilegible", [])
        (note,) = results[name]["notes"]
        assert "no es el que escribe Moodle" in note


@needs_box
@pytest.mark.calificador
def test_un_zip_hostil_no_escribe_ni_detiene_nada(tmp_path):
    CASES["zip_hostil"](tmp_path / "descarga.zip", notebook())
    results = grade_folder(tmp_path / "descarga.zip", tmp_path / "notas")
    assert earned(results["Ana"]) == 10
    assert "20 MiB" in results["Bomba"]["notes"][0]
    assert "enlace" in results["Enlace"]["notes"][0]
    assert results["Beto"]["state"] == results["Flor"]["state"] == "ilegible"
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
        files.Reader(tmp_path / "a.zip")(one.path)


@pytest.mark.parametrize("cut", [slice(-30, None), slice(-60, -40)])
def test_un_zip_con_el_indice_danado_se_explica(tmp_path, cut):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("ana.ipynb", "{}")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[cut] = b""
    (tmp_path / "a.zip").write_bytes(data)
    for read in (lambda path: find(path, "01"), files.Reader):
        with pytest.raises(SourceError, match="descárgalo de nuevo"):
            read(tmp_path / "a.zip")


SWAPS = {  # lo que alguien pone en lugar de su entrega, entre la lista y la lectura
    "un enlace en el camino": lambda beto: beto.symlink_to("Ana"),
    "un enlace": lambda beto: (beto.mkdir(), (beto / "01.ipynb").symlink_to("../Ana/01.ipynb")),
    "una tubería": lambda beto: (beto.mkdir(), os.mkfifo(beto / "01.ipynb")),
    "una carpeta": lambda beto: (beto / "01.ipynb").mkdir(parents=True),
    "un archivo en el camino": lambda beto: beto.write_text(""),
}


@pytest.mark.parametrize("name", SWAPS)
def test_lo_que_se_cambia_despues_de_la_lista_no_se_sigue_ni_detiene(tmp_path, name):
    touch(tmp_path, "Ana/01.ipynb", "Beto/01.ipynb")
    _, beto = find(tmp_path, "01")
    shutil.rmtree(tmp_path / "Beto")
    SWAPS[name](tmp_path / "Beto")
    # Si se detuviera a esperar la tubería, alguien la abre y la prueba falla en vez de quedarse
    rescue = threading.Timer(5, lambda: (tmp_path / "Beto/01.ipynb").write_text(""))
    rescue.start()
    with (
        files.Reader(tmp_path) as read,
        pytest.raises(UnreadableError, match="es un enlace, o no es un archivo"),
    ):
        read(beto.path)
    assert rescue.is_alive()
    rescue.cancel()


def test_sin_carpetas_abiertas_tambien_se_lee(tmp_path, monkeypatch):
    touch(tmp_path, "Ana/01.ipynb")
    monkeypatch.setattr(os, "supports_dir_fd", set())  # como en Windows
    with files.Reader(tmp_path) as read:
        assert read("Ana/01.ipynb") == b"{}"


def test_lo_ilegible_dice_que_hacer():
    for content in (b"{", b"\xff\xfe{", b'{"cells": 7, "nbformat": 4}'):
        with pytest.raises(UnreadableError, match=r"Descargar \.ipynb"):
            submissions.cells(content)


def test_los_formatos_viejos_se_leen():
    cell = {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "outputs": []}
    old = {"nbformat": 3, "worksheets": [{"cells": [cell]}, {"cells": [cell]}]}
    assert submissions.cells(json.dumps(old).encode()) == ["x = 1\ny = 2"] * 2


CODE = {"cell_type": "code", "source": "x = 1"}
SLOW = {
    "salidas inválidas": {"cells": [CODE | {"outputs": [{"output_type": "z"}] * 600_000}]},
    "metadatos enormes": {"cells": [CODE], "metadata": {"a": [0] * 6_000_000}},
    "celdas vacías": {"cells": [{}] * 4_000_000},
    "celdas iguales": {"cells": [CODE | {"id": "a"}] * 300_000},
}


@pytest.mark.parametrize("name", SLOW)
def test_un_cuaderno_hecho_para_tardar_no_tarda(name):
    content = json.dumps(SLOW[name]).encode()
    assert len(content) <= files.LARGEST_NOTEBOOK
    start = time.process_time()
    if name.startswith("celdas"):
        with pytest.raises(UnreadableError, match=r"no es un cuaderno|celdas de código"):
            submissions.cells(content)
    else:
        assert submissions.cells(content) == ["x = 1"]
    assert time.process_time() - start < 20  # validarlos tomaba minutos
