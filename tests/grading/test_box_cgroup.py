"""Los topes de la caja entera, donde el equipo tiene cgroup v2; donde no, que se diga."""

import pytest
from classroom import needs_box

from course_lib.grading import cgroup, launch
from course_lib.grading.sandbox import Box, DiedError

pytestmark = pytest.mark.calificador
needs_group = pytest.mark.skipif(
    cgroup.parent() is None, reason="aquí no se puede crear un grupo de control (cgroup v2)"
)

# Ninguno pasa su tope, y entre todos sí
TOGETHER = """
import os, time


def f(count, mib):
    reading, writing = os.pipe()
    for _ in range(count):
        if os.fork() == 0:
            block = bytearray(mib << 20)
            for place in range(0, len(block), 4096):
                block[place] = 1
            os.write(writing, b"1")
            time.sleep(60)
    for _ in range(count):
        os.read(reading, 1)
    return "siguen"


def uno():
    return 1
"""


def groups():
    return list(cgroup.parent().glob("curso-*-*"))


@needs_box
@needs_group
def test_la_suma_de_los_procesos_tiene_tope(monkeypatch):
    monkeypatch.setitem(cgroup.LIMITS, "memory.max", f"{200 << 20}")
    with Box("bwrap", [TOGETHER], call=40.0) as box:
        box.read()
        with pytest.raises(DiedError):
            box.call("f", (6, 60), {})
        assert box.call("uno", (), {})["value"] == 1
        assert len(groups()) == 1
    assert not groups()


@needs_box
@needs_group
def test_cada_caja_tiene_sus_topes_y_ahi_estan_sus_procesos():
    with Box("bwrap", [TOGETHER]) as box:
        box.read()
        assert box.call("uno", (), {})["value"] == 1
        (folder,) = groups()
        for name, value in cgroup.LIMITS.items():
            if (folder / name).exists():
                assert (folder / name).read_text().strip() == value
        assert (
            len((folder / "cgroup.procs").read_text().split()) == 3
        )  # bwrap, el obrero y su copia


@needs_group
def test_se_borra_lo_que_dejo_una_orden_que_ya_no_existe():
    left = cgroup.parent() / "curso-4194305-0"  # un número que ningún proceso tiene
    left.mkdir()
    cgroup.parent.cache_clear()
    assert cgroup.parent() is not None
    assert not left.exists()


@needs_box
def test_sin_cgroup_se_dice(monkeypatch):
    monkeypatch.setattr(cgroup, "parent", lambda: None)
    monkeypatch.setattr(cgroup, "scope", lambda: ())
    assert any("caja entera" in weakness for weakness in launch.weaknesses("bwrap"))


def test_solo_sirve_una_carpeta_con_los_dos_topes_donde_se_pueda_escribir(monkeypatch, tmp_path):
    own = tmp_path / "usuario" / "sesión"
    own.mkdir(parents=True)
    for folder, granted in ((own, ""), (own.parent, "memory pids"), (tmp_path, "cpu memory pids")):
        (folder / "cgroup.subtree_control").write_text(granted)
        (folder / "cgroup.procs").touch()
    monkeypatch.setattr(cgroup, "_ancestors", lambda: [own, own.parent, tmp_path])
    assert cgroup.parent.__wrapped__() == own.parent
    (own.parent / "cgroup.subtree_control").write_text("pids")
    assert cgroup.parent.__wrapped__() == tmp_path


@needs_box
def test_con_systemd_la_orden_va_dentro_de_un_grupo_y_sin_ambiente(monkeypatch):
    monkeypatch.setattr(cgroup, "parent", lambda: None)
    monkeypatch.setattr(cgroup, "scope", lambda: cgroup.SCOPE)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    command = launch.bwrap_command()
    after = command.words[len(cgroup.SCOPE) :]
    assert tuple(command.words[: len(cgroup.SCOPE)]) == cgroup.SCOPE
    assert after[:2] == ["env", "-i"]
    assert command.environment["XDG_RUNTIME_DIR"] == "/run/user/1000"
