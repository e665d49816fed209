"""Qué se ve y qué se puede escribir adentro, y que al matar una caja no quede nada de ella."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from boxes import (
    IS_ROOT,
    SELF,
    alive,
    answer,
    as_other,
    cmdline,
    descendants,
    everyone,
    only_root,
)
from classroom import needs_box

from course_lib.grading import launch, libraries
from course_lib.grading.launch import BoxError
from course_lib.grading.sandbox import Box, DiedError

pytestmark = [pytest.mark.calificador, needs_box]

VIEW = """
import os


def f(folder):
    return sorted(os.listdir(folder)) if os.path.exists(folder) else None
"""


@everyone
@pytest.mark.parametrize(
    "folder", ["/proc", "/sys", "/etc", "/home", "/root", "/usr", "/run", "/var"]
)
def test_no_existe_nada_del_equipo(who, folder):
    assert answer(who, VIEW, folder) is None


@everyone
def test_de_las_bibliotecas_solo_estan_las_que_cargan_python_y_numpy(who):
    seen = answer(who, VIEW, "/python/lib")
    assert any(name.startswith("libc.so") for name in seen)
    assert len(seen) < 40
    assert answer(who, VIEW, "/lib64") in (None, ["ld-linux-x86-64.so.2"])


PACKAGES = """
import importlib.util, sys
from pathlib import Path


def f(names):
    folders = [path for place in sys.path for path in Path(place).glob("*-packages")]
    there = [name for name in names if importlib.util.find_spec(name)]
    return [there, [path.name for folder in folders for path in folder.iterdir()]]
"""


@everyone
def test_no_se_ve_ningun_paquete_instalado_fuera_de_numpy(who):
    names = ["numpy", "pip", "joblib", "keras", "course_lib", "matplotlib"]
    assert answer(who, PACKAGES, names) == [["numpy"], []]


WRITE = """
import os


def f():
    found = []
    for folder, _, _ in os.walk("/"):
        if folder == "/tmp":
            continue
        try:
            os.chmod(folder, 0o777)
        except OSError:
            pass
        try:
            open(os.path.join(folder, "x"), "w").close()
            found.append(folder)
        except OSError:
            pass
    return found
"""


@everyone
def test_solo_se_puede_escribir_en_tmp(who):
    assert answer(who, WRITE) == []


READ_ONLY = """
import os


def f():
    paths = [os.path.join(folder, name) for folder, _, names in os.walk("/") for name in names]
    paths = [path for path in paths if not path.startswith(("/tmp/", "/dev/"))]
    return [len(paths), [path for path in paths if not os.statvfs(path).f_flag & os.ST_RDONLY]]
"""


@everyone
def test_lo_que_comparten_las_cajas_esta_montado_sin_escritura(who):
    # Así tampoco cambia la fecha en que se leyó, que otra caja podría ver
    many, writable = answer(who, READ_ONLY)
    assert many > 500
    assert writable == []


FILL = """
def f():
    try:
        for number in range(16):
            with open(f"/tmp/{number}", "wb") as file:
                file.write(bytes(16 << 20))
    except OSError as error:
        return [number, error.strerror]
"""


@everyone
def test_en_tmp_caben_64_mib(who):
    assert answer(who, FILL) == [4, "No space left on device"]


OPEN = """
import os


def f():
    found = []
    for number in range(256):
        try:
            found.append([number, os.fstat(number).st_mode & 0o170000])
        except OSError:
            pass
    return [kind for _, kind in found]
"""


@everyone
def test_ningun_descriptor_es_un_archivo_o_una_carpeta_del_equipo(who):
    kinds = answer(who, OPEN)
    assert set(kinds) == {0o010000, 0o020000}  # las dos tuberías del canal y /dev/null


USER = "import os\n\n\ndef f():\n    return [os.getuid(), os.geteuid(), len(os.getgroups())]"


@only_root
def test_root_abre_cada_caja_con_un_usuario_que_no_es_nadie():
    users = [answer(SELF, USER)[0] for _ in range(3)]
    assert len(set(users)) == 3
    assert min(users) >= launch.FIRST_USER


def test_los_usuarios_de_dos_procesos_no_coinciden(monkeypatch):
    def users(pid):
        monkeypatch.setattr(os, "getpid", lambda: pid)
        return {launch.own_user() for _ in range(100)}

    assert not users(2**22 - 1) & users(2**22 - 2)
    assert max(users(2**22 - 1)) < 2**31


# Muchos procesos con muchas páginas: tardan en morir más que la orden que los abrió
SLOW_TO_DIE = """
import mmap, os


def f():
    for _ in range(25):
        if os.fork() == 0:
            block = mmap.mmap(-1, 16 << 20)
            for place in range(0, len(block), 4096):
                block[place] = 1
            while True:
                pass
    os._exit(0)


def uno():
    return [os.getuid(), 1]
"""


def test_al_volver_de_matar_la_caja_no_queda_ningun_proceso():
    with Box("bwrap", [SLOW_TO_DIE]) as box:
        box.read()
        user = box.call("uno", (), {})["value"][0]
        before = set(alive(user))
        with pytest.raises(DiedError):
            box.call("f", (), {})
        assert not before & set(alive(user))
        if IS_ROOT:  # los de un usuario corriente pueden ser de otra prueba
            assert not alive(user)
        assert box.call("uno", (), {})["value"][1] == 1


FOREVER = """
import sys
from course_lib.grading.sandbox import Box
cells = ["import os, time\\ndef f():\\n    return os.getuid()\\ndef g():\\n    time.sleep(600)"]
with Box("bwrap", cells) as box:
    box.read()
    print(box.call("f", (), {})["value"], flush=True)
    box.call("g", (), {})
"""


@everyone
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_si_muere_quien_califica_muere_la_caja_aunque_este_ocupada(who, how):
    plain = [sys.executable, "-c", FOREVER]
    words = plain if who == SELF else as_other(launch.own_user(), FOREVER)
    opened = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    opened.stdout.readline()
    family = descendants(opened.pid)
    (grader,) = [pid for pid in family if cmdline(pid).startswith(f"{sys.executable} -c")]
    boxed = [pid for pid in family if "/caja/worker.py" in cmdline(pid)]
    assert boxed
    os.kill(grader, how)
    opened.communicate()
    end = time.monotonic() + 20
    while (left := [pid for pid in boxed if "/caja/worker.py" in cmdline(pid)]) and (
        time.monotonic() < end
    ):
        time.sleep(0.05)
    assert not left


def test_si_no_se_puede_cerrar_se_dice(monkeypatch):
    monkeypatch.setattr("course_lib.grading.spawn.EMPTY", 0.0)
    monkeypatch.setattr(
        "course_lib.grading.spawn._readable", lambda descriptor, seconds: seconds > 0
    )
    box = Box("bwrap", ["def f():\n    return 1"])
    box.read()
    with pytest.raises(BoxError, match="sigue vivo"):
        box.kill()


def test_abrir_y_cerrar_no_deja_descriptores_abiertos():
    def count():
        return len(os.listdir("/proc/self/fd"))

    def once():
        with Box("bwrap", ["def f():\n    return 1"]) as box:
            box.read()

    once()
    before = count()
    for _ in range(3):
        once()
    end = time.monotonic() + 5
    while count() > before and time.monotonic() < end:  # un hilo cierra las tuberías
        time.sleep(0.02)
    assert count() <= before


@only_root
def test_si_solo_root_puede_leer_numpy_se_dice_como_arreglarlo(tmp_path):
    secret = tmp_path / "secreto"
    secret.mkdir(mode=0o700)
    with pytest.raises(BoxError, match="chmod"):
        launch.as_nobody("bwrap", [secret], 1)


def test_una_version_antigua_de_bubblewrap_se_rechaza_con_su_razon(monkeypatch, tmp_path):
    old = tmp_path / "bwrap"
    old.write_text("#!/bin/sh\necho '--unshare-user --seccomp FD --info-fd FD --block-fd FD'\n")
    old.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(old))
    with pytest.raises(BoxError, match=r"--perms, --size: instala la 0\.8"):
        launch.bubblewrap()


def test_sin_disable_userns_se_dice(monkeypatch):
    monkeypatch.setattr(launch, "bubblewrap", lambda: ("bwrap", launch.REQUIRED))
    assert any("0.8" in weakness for weakness in launch.weaknesses("bwrap"))


def test_lo_que_se_carga_mas_tarde_viene_con_sus_vecinas(tmp_path):
    for name in ("libc.so.6", "libgcc_s.so.1", "libmkl_rt.so.2", "libmkl_avx2.so.2", "libotra.so"):
        (tmp_path / name).touch()
    found = {tmp_path / "libc.so.6": "libc.so.6", tmp_path / "libmkl_rt.so.2": "libmkl_rt.so.2"}
    later = set(libraries._loaded_later(found).values())
    assert later >= {"libgcc_s.so.1", "libmkl_avx2.so.2"}
    assert "libotra.so" not in later


def test_un_python_que_no_es_de_glibc_se_rechaza_con_su_razon(monkeypatch):
    monkeypatch.setattr(libraries, "needed", lambda python, folders: {})
    with pytest.raises(BoxError, match="glibc"):
        launch.visible()
