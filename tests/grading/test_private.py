"""En un computador compartido, nadie más pone ni cambia nada en la carpeta de notas."""

import os
import shutil
import stat
import subprocess
import threading

import pytest
from boxes import only_root
from classroom import BLANK, grade_folder, needs_box, notebook

from course_lib.cli import main
from course_lib.grading import adjustments, grader, ownership, private
from course_lib.grading.plan import GradingError

pytestmark = pytest.mark.calificador
STRANGER = 54321  # otro usuario del computador
OPEN = (0o777, 0o1777, 0o775, 0o757)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("entregas")
    (folder / "Ana.ipynb").write_text(notebook(base=BLANK), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graded(source, tmp_path_factory):
    out = tmp_path_factory.mktemp("curso") / "notas"
    assert grade(source, out) == 0
    return out


@pytest.fixture
def mine(graded, tmp_path):
    """Una carpeta propia y con sus notas."""
    out = shutil.copytree(graded, tmp_path / "mias")
    (out / ownership.MARK).unlink()
    ownership.sign(out)
    return out


@pytest.fixture
def disks(tmp_path):
    """Monta dos discos vacíos."""
    found = [tmp_path / name for name in ("uno", "dos")]
    for disk in found:
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=700", "curso", disk], check=True)
    yield found
    for disk in found:
        subprocess.run(["umount", disk], check=True)


def grade(source, out, *words):
    return main(["calificar", "01", str(source), "--salida", str(out), "--procesos", "1", *words])


def export(out, *words):
    return main(["exportar", str(out), "--formato", "csv", *words])


def refused(capsys, word, *orders):
    """Cada orden termina con 1 y con un mensaje en español."""
    for order in orders:
        capsys.readouterr()
        assert order() == 1
        message = capsys.readouterr().err
        assert word in message
        assert "[Errno" not in message


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@only_root
@pytest.mark.parametrize("where", [".", "..", "resultados"])
def test_una_carpeta_vacia_de_otro_usuario_no_se_usa(source, tmp_path, capsys, where):
    out = tmp_path / "notas"
    (out / "resultados").mkdir(parents=True)
    if where == "..":
        shutil.rmtree(out / "resultados")
    for path in {".": (out, out / "resultados"), "..": (out,)}.get(where, (out / where,)):
        os.chown(path, STRANGER, STRANGER)
    before = sorted(out.rglob("*"))
    trusting = (lambda: grade(source, out, "--confiar"), lambda: export(out, "--confiar"))
    refused(capsys, "es de otro usuario", lambda: grade(source, out), *trusting)
    with pytest.raises(GradingError, match="--salida"):
        grade_folder(source, out)
    assert sorted(out.rglob("*")) == before


@pytest.mark.parametrize("permissions", OPEN)
def test_una_carpeta_vacia_donde_otros_escriben_no_se_usa(source, tmp_path, capsys, permissions):
    out = tmp_path / "mis notas"
    out.mkdir()
    out.chmod(permissions)
    command = f"chmod -R go-w '{out}'"
    refused(capsys, command, lambda: grade(source, out), lambda: grade(source, out, "--confiar"))
    assert list(out.iterdir()) == []


@needs_box
@pytest.mark.parametrize("name", ["", "resultados", "informes", "ajustes.csv", "notas.json"])
def test_en_una_carpeta_propia_no_hay_nada_que_otros_puedan_cambiar(source, mine, capsys, name):
    mine.chmod(0o755)
    (mine / name).chmod(0o777)
    refused(capsys, "chmod -R go-w", lambda: grade(source, mine), lambda: export(mine))
    subprocess.run(["chmod", "-R", "go-w", mine], check=True)
    assert grade(source, mine) == export(mine) == 0


@only_root
@pytest.mark.parametrize("name", ["ajustes.csv", "notas.json", "resultados", ".marca"])
def test_un_archivo_de_otro_usuario_en_una_carpeta_propia_se_rechaza(source, mine, capsys, name):
    os.chown(mine / name, STRANGER, STRANGER)
    refused(capsys, name, lambda: grade(source, mine), lambda: export(mine, "--confiar"))


@needs_box
def test_lo_que_guarda_un_editor_que_deja_escribir_al_grupo_sirve_si_nadie_mas_entra(source, mine):
    mine.chmod(0o700)
    (mine / "ajustes.csv").chmod(0o664)
    assert grade(source, mine) == 0


@needs_box
@pytest.mark.parametrize("umask", [0, 0o002, 0o022, 0o077])
def test_lo_que_se_crea_no_lo_puede_cambiar_nadie_mas(source, tmp_path, umask):
    out = tmp_path / "curso" / "notas" / "01"
    before = os.umask(umask)
    try:
        assert grade(source, out) == grade(source, out) == export(out) == 0
    finally:
        os.umask(before)
    folders = [path for path in (tmp_path / "curso").rglob("*") if path.is_dir()]
    assert {mode(path) for path in (tmp_path / "curso", *folders)} == {0o700}
    assert not any(mode(path) & 0o022 for path in out.rglob("*"))
    assert out.parent in folders


@only_root
def test_la_carpeta_que_otro_crea_un_instante_antes_tampoco_se_usa(tmp_path):
    out = tmp_path / "notas"
    ownership.check(out)
    out.mkdir()
    os.chown(out, STRANGER, STRANGER)
    for use in (lambda: grader.only_one(out).__enter__(), lambda: ownership.sign(out)):
        with pytest.raises(GradingError, match="es de otro usuario"):
            use()
    assert list(out.iterdir()) == []


def test_exportar_a_la_carpeta_de_otro_no_sigue_sus_enlaces(mine, tmp_path, monkeypatch):
    shared, victim = tmp_path / "compartida", tmp_path / "victima"
    shared.mkdir()
    shared.chmod(0o777)
    victim.write_text("intacta")
    for name in (f"{os.getpid()}.tmp", ".curso-ab.tmp", "notas.csv"):
        (shared / name).symlink_to(victim)
    assert export(mine, "--archivo", str(shared / "notas.csv")) == 0
    assert not (shared / "notas.csv").is_symlink()
    monkeypatch.setattr(private.secrets, "token_hex", lambda size: "ab")  # si lo adivinara
    assert export(mine, "--archivo", str(shared / "otra.csv")) == 1
    assert victim.read_text() == "intacta"


def test_al_cortarse_no_queda_un_archivo_a_medias(tmp_path, monkeypatch):
    private.save(tmp_path / "a.json", "antes")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(5, "se desconectó")))
    with pytest.raises(GradingError, match="se desconectó"):
        private.save(tmp_path / "a.json", "después")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["antes"]


@pytest.mark.parametrize("kind", ["enlace", "tubería"])
def test_los_ajustes_se_leen_de_un_archivo_de_verdad(tmp_path, kind):
    path = tmp_path / "ajustes.csv"
    (tmp_path / "otro.csv").write_text("")
    if kind == "enlace":
        path.symlink_to(tmp_path / "otro.csv")
    else:
        os.mkfifo(path)
        # Sin esto, si se detiene a esperar la tubería, la prueba tampoco termina
        threading.Timer(5, lambda: os.close(os.open(path, os.O_RDWR | os.O_NONBLOCK))).start()
    with pytest.raises(GradingError, match="es un enlace, o no es un archivo"):
        adjustments.read(path)


@only_root
def test_los_ajustes_de_otro_usuario_no_se_leen(tmp_path):
    (tmp_path / "ajustes.csv").write_text("")
    os.chown(tmp_path / "ajustes.csv", STRANGER, STRANGER)
    with pytest.raises(GradingError, match="es de otro usuario"):
        adjustments.read(tmp_path / "ajustes.csv")


@only_root
def test_una_clave_de_otro_usuario_no_se_usa(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    ownership.secret()
    os.chown(tmp_path / "curso" / "clave", STRANGER, STRANGER)
    with pytest.raises(GradingError, match="es de otro usuario"):
        ownership.secret()


@only_root
def test_la_marca_no_vale_en_una_copia_en_otro_disco(disks):
    one, two = (disk / "notas" for disk in disks)
    ownership.sign(one)
    ownership.check(one)
    shutil.copytree(one, two)
    assert one.stat().st_ino == two.stat().st_ino
    with pytest.raises(GradingError, match="--confiar"):
        ownership.check(two)


@only_root
@needs_box
def test_una_carpeta_de_solo_lectura_se_explica(source, graded, disks, capsys):
    empty, used = disks
    shutil.copytree(graded, used / "notas")
    (used / "notas" / ownership.MARK).unlink()
    ownership.sign(used / "notas")
    for disk in disks:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    refused(capsys, "No puedo crear la carpeta", lambda: grade(source, empty / "notas"))
    refused(capsys, "No puedo escribir en", lambda: grade(source, used / "notas"))
    refused(capsys, "No puedo escribir", lambda: export(used / "notas"))
