"""Una carpeta de notas que dejó otra persona no pone ninguna nota."""

import csv
import json
import os
import pickle
import pwd
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from boxes import SELF, answer
from classroom import BLANK, ROOT, grade_folder, needs_box, notebook

from course_lib.cli import main
from course_lib.grading import grader, ownership
from course_lib.grading.plan import GradingError

pytestmark = pytest.mark.calificador
NAMES = ("tramposo.ipynb", "zoe.ipynb")
KINDS = ("resultados", "notas.json", "ajustes.csv")


def entregas(folder):
    folder.mkdir(parents=True)
    for name in NAMES:
        (folder / name).write_text(notebook(base=BLANK), encoding="utf-8")
    return folder


def grade(source, out, *words):
    words = ("--salida", str(out), "--procesos", "1", *words)
    return main(["calificar", "01", str(source), *words])


def export(out, *words):
    return main(["exportar", str(out), "--formato", "csv", *words])


def points(out):
    with (out / "resumen.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["estudiante"]: row["puntos"] for row in csv.DictReader(file, delimiter=";")}


def tree(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def perfect(result):
    """El resultado de quien hace trampa: todo bien."""
    if result["student"] != "tramposo":
        return result
    good = [one | {"earned": one["points"], "state": "ok"} for one in result["questions"]]
    return result | {"questions": good, "points": "10", "grade": "7,0"}


def forge(out):
    """Cambia los resultados, las notas y los ajustes de una carpeta."""
    for path in (out / "resultados").glob("*.json"):
        changed = perfect(json.loads(path.read_text("utf-8")))
        path.write_text(json.dumps(changed, ensure_ascii=False, indent=1), "utf-8")
    grades = [perfect(one) for one in json.loads((out / "notas.json").read_text("utf-8"))]
    (out / "notas.json").write_text(json.dumps(grades), "utf-8")
    rows = [f"tramposo;;{one['id']};{one['points']};" for one in grades[0]["questions"]]
    header = "estudiante;identificador;pregunta;puntos;motivo"
    (out / "ajustes.csv").write_text("\n".join([header, *rows]), "utf-8")
    return out


@pytest.fixture
def other(tmp_path, monkeypatch):
    """Pasa a ser otra persona, en otro computador."""
    return lambda: monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "otra"))


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    """Las notas de verdad, y las de quien hace trampa en su propio computador."""
    folder = tmp_path_factory.mktemp("curso")
    source = entregas(folder / "entregas")
    assert grade(source, folder / "mias") == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "otra"))
        assert grade(source, folder / "ajenas") == 0
    forge(folder / "ajenas")
    return folder


def plant(honest, out, kinds=KINDS):
    """La carpeta que deja quien hace trampa, con algunas de sus cosas."""
    shutil.copytree(honest / "ajenas", out)
    for kind in set(KINDS) - set(kinds):
        path = out / kind
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return out


def refused(order, capsys, word="--confiar"):
    capsys.readouterr()
    assert order() == 1
    assert word in capsys.readouterr().err


@needs_box
@pytest.mark.parametrize("kinds", [KINDS, *[(kind,) for kind in KINDS]], ids=lambda kinds: kinds[0])
def test_una_carpeta_plantada_se_rechaza_y_queda_como_estaba(honest, tmp_path, capsys, kinds):
    out = plant(honest, tmp_path / "notas", kinds)
    before = tree(out)
    refused(lambda: grade(honest / "entregas", out), capsys)
    refused(lambda: export(out), capsys)
    assert tree(out) == before


@needs_box
def test_calificar_sin_la_orden_tambien_la_rechaza(honest, tmp_path):
    out = plant(honest, tmp_path / "notas")
    with pytest.raises(GradingError, match="--confiar"):
        grade_folder(honest / "entregas", out)


@needs_box
def test_la_carpeta_que_sale_al_extraer_junto_al_zip_se_rechaza(
    honest, tmp_path, capsys, monkeypatch
):
    plant(honest, tmp_path / "antes" / "notas" / "01")
    shutil.copytree(honest / "entregas", tmp_path / "antes" / "entregas")
    shutil.make_archive(str(tmp_path / "descarga"), "zip", tmp_path / "antes")
    with zipfile.ZipFile(tmp_path / "descarga.zip") as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path / "notas")
    refused(lambda: main(["calificar", "01", "entregas"]), capsys)
    assert tree(tmp_path / "notas") == before


@needs_box
@pytest.mark.parametrize("link", ["notas", "notas/01"])
def test_una_carpeta_que_es_un_enlace_se_rechaza(honest, tmp_path, capsys, monkeypatch, link):
    target = tmp_path / "afuera"
    target.mkdir()
    path = tmp_path / "aqui" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(target)
    monkeypatch.chdir(tmp_path / "aqui")
    refused(lambda: main(["calificar", "01", str(honest / "entregas")]), capsys, "es un enlace")
    assert list(target.iterdir()) == []


@needs_box
def test_un_enlace_entre_las_entregas_que_sale_de_ellas_tambien_esta_adentro(
    honest, tmp_path, capsys
):
    source = shutil.copytree(honest / "entregas", tmp_path / "entregas")
    plant(honest, tmp_path / "afuera")
    (source / "notas").symlink_to(tmp_path / "afuera")
    refused(lambda: grade(source, source / "notas"), capsys, "dentro de las entregas")


@needs_box
@pytest.mark.parametrize("name", [*KINDS, ".en_uso", ".marca", "informes"])
def test_un_enlace_adentro_se_rechaza_aunque_la_carpeta_sea_propia(honest, tmp_path, capsys, name):
    out = tmp_path / "notas"
    assert grade(honest / "entregas", out) == 0
    (tmp_path / "otra").mkdir()
    if (out / name).exists():
        (out / name).rename(tmp_path / "otra" / name)
    (out / name).symlink_to(tmp_path / "otra" / name)
    refused(lambda: grade(honest / "entregas", out), capsys, "es un enlace")
    refused(lambda: export(out), capsys, "es un enlace")
    refused(lambda: grade(honest / "entregas", out, "--confiar"), capsys, "es un enlace")


@needs_box
def test_una_copia_de_una_carpeta_propia_no_es_propia(honest, tmp_path, capsys):
    out = forge(shutil.copytree(honest / "mias", tmp_path / "notas"))
    refused(lambda: grade(honest / "entregas", out), capsys)
    refused(lambda: export(out), capsys)


@needs_box
def test_un_resultado_cambiado_se_vuelve_a_calificar_aun_en_una_carpeta_propia(honest, tmp_path):
    out = tmp_path / "notas"
    assert grade(honest / "entregas", out) == 0
    before = tree(out)
    forge(out)
    (out / "ajustes.csv").write_bytes(before[Path("ajustes.csv")])
    assert grade(honest / "entregas", out) == 0
    assert tree(out) == before


@needs_box
def test_confiar_firma_la_carpeta_pero_no_los_resultados(honest, tmp_path):
    out = plant(honest, tmp_path / "notas", ("resultados",))
    assert grade(honest / "entregas", out, "--confiar") == 0
    assert points(out) == {"tramposo": "0", "zoe": "0"}
    assert grade(honest / "entregas", out) == 0
    assert export(out) == 0


@needs_box
def test_exportar_tambien_confia_si_se_le_pide(honest, tmp_path):
    out = shutil.copytree(honest / "mias", tmp_path / "notas")
    assert export(out, "--confiar") == 0
    assert export(out) == 0


@needs_box
def test_una_carpeta_de_otro_computador_pide_confiar(honest, tmp_path, capsys, other):
    out = tmp_path / "notas"
    assert grade(honest / "entregas", out) == 0
    other()
    refused(lambda: grade(honest / "entregas", out), capsys)
    assert grade(honest / "entregas", out, "--confiar") == 0


@needs_box
def test_una_carpeta_que_se_movio_sigue_donde_quedo(honest, tmp_path, monkeypatch):
    out = tmp_path / "notas"
    assert grade(honest / "entregas", out) == 0
    moved = out.rename(tmp_path / "en otra parte")
    before = tree(moved)
    monkeypatch.setattr(grader, "grade", lambda *a: pytest.fail("calificó de nuevo"))
    assert grade(honest / "entregas", moved) == 0
    assert tree(moved) == before


@needs_box
def test_una_orden_cortada_apenas_empezo_sigue(honest, tmp_path):
    out = tmp_path / "notas"
    out.mkdir()
    (out / ".en_uso").touch()
    (out / ".marca.tmp").touch()
    assert grade(honest / "entregas", out) == 0


def secret_file():
    return Path(os.environ["XDG_CONFIG_HOME"]) / "curso" / "clave"


def test_la_clave_se_crea_una_vez_y_solo_la_lee_su_persona(other):
    other()
    assert ownership.secret() == ownership.secret()
    assert stat.S_IMODE(secret_file().stat().st_mode) == 0o600
    assert len(secret_file().read_bytes()) == 32


def test_dos_ordenes_a_la_vez_crean_una_sola_clave(other):
    other()
    code = "from course_lib.grading import ownership; print(ownership.secret().hex())"
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert {one.communicate()[0].strip() for one in running} == {ownership.secret().hex().encode()}


@pytest.mark.parametrize("broken", ["legible", "corta"])
def test_una_clave_que_otra_persona_pudo_leer_o_cambiar_no_se_usa(other, broken):
    other()
    ownership.secret()
    if broken == "legible":
        secret_file().chmod(0o644)
    else:
        secret_file().write_bytes(b"")
    with pytest.raises(GradingError, match="bórrala"):
        ownership.secret()


def test_si_la_clave_no_se_puede_guardar_se_explica(tmp_path, monkeypatch):
    (tmp_path / "archivo").write_text("")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "archivo"))
    with pytest.raises(GradingError, match="XDG_CONFIG_HOME"):
        ownership.secret()


def test_la_clave_no_se_lee_de_la_carpeta_actual(tmp_path, monkeypatch):
    planted = tmp_path / "curso" / "clave"
    planted.parent.mkdir()
    planted.write_bytes(b"x" * 32)
    planted.chmod(0o600)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "casa"))
    for relative in (".", ""):
        monkeypatch.setenv("XDG_CONFIG_HOME", relative)
        assert ownership.secret() != b"x" * 32
    assert (tmp_path / "casa" / ".config" / "curso" / "clave").exists()
    monkeypatch.setenv("HOME", ".")
    with pytest.raises(GradingError, match="HOME"):
        ownership.secret()


def test_con_home_vacia_la_clave_queda_en_la_carpeta_que_dice_el_sistema(tmp_path, monkeypatch):
    person = pwd.struct_passwd(("x", "x", 1, 1, "", str(tmp_path), ""))
    monkeypatch.setattr(pwd, "getpwuid", lambda _: person)
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", "")
    ownership.secret()
    assert (tmp_path / ".config" / "curso" / "clave").exists()


@needs_box
def test_la_clave_no_llega_a_quienes_califican_ni_se_muestra(honest, tmp_path, monkeypatch, capsys):
    sent = []
    original = grader.delayed

    def spy(function):
        def call(*arguments):
            sent.append(pickle.dumps(arguments))
            return original(function)(*arguments)

        return call

    monkeypatch.setattr(grader, "delayed", spy)
    out = tmp_path / "notas"
    assert grade(honest / "entregas", out) == 0
    shown = "".join(capsys.readouterr())
    secret = ownership.secret()
    assert sent
    for seen in (*sent, shown.encode(), *tree(out).values()):
        assert secret not in seen
        assert secret.hex().encode() not in seen


@needs_box
def test_la_clave_no_se_ve_desde_la_caja():
    code = "import os\n\n\ndef f(path):\n    return os.path.exists(path)\n"
    assert ownership.secret()
    assert answer(SELF, code, str(secret_file())) is False
