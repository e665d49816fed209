"""Los topes de la caja entera: un grupo de control (cgroup v2) para cada una, donde se pueda.

`resource` acota cada proceso; el grupo, la suma de todos y lo que el núcleo gasta por ellos.
"""

import contextlib
import itertools
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

MOUNT = Path("/sys/fs/cgroup")
MEMORY, TASKS = 2 * 2**30, 80
LIMITS = {
    "memory.max": f"{MEMORY}",
    "memory.swap.max": "0",
    "memory.oom.group": "1",  # si se pasa, muere la caja entera y no el proceso equivocado
    "pids.max": f"{TASKS}",
    "cpu.max": "100000 100000",  # un núcleo
}
CONTROLLERS = {"memory", "pids"}
NUMBERS = itertools.count()
SCOPE = (
    *("systemd-run", "--user", "--scope", "--quiet", "--collect"),
    *("-p", f"MemoryMax={MEMORY}", "-p", "MemorySwapMax=0", "-p", f"TasksMax={TASKS}"),
    *("-p", "CPUQuota=100%", "--"),
)
# Con cgroup v1 la orden también anda, y no pone ningún tope
LOOK = """
own = next(line[3:] for line in open("/proc/self/cgroup").read().splitlines() if line[:3] == "0::")
print(open(f"/sys/fs/cgroup{own}/memory.max").read())
"""
# Lo que necesita `systemd-run` para encontrar a quien administra las sesiones
SESSION = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")


class Group:
    """El grupo de una caja: se crea vacío, recibe su primer proceso y después se borra."""

    def __init__(self, parent: Path) -> None:
        self._folder = parent / f"curso-{os.getpid()}-{next(NUMBERS)}"
        self._folder.mkdir()
        for name, value in LIMITS.items():
            if (file := self._folder / name).exists():
                file.write_text(value)

    def add(self, pid: int) -> None:
        (self._folder / "cgroup.procs").write_text(f"{pid}")

    def kill(self) -> None:
        """Mata a todos a la vez: nadie alcanza a crear otro proceso."""
        with contextlib.suppress(OSError):
            (self._folder / "cgroup.kill").write_text("1")

    def remove(self) -> None:
        with contextlib.suppress(OSError):
            self._folder.rmdir()


@cache
def parent() -> Path | None:
    """La carpeta donde este usuario puede crear grupos con topes, si la hay."""
    for folder in _ancestors():
        with contextlib.suppress(OSError):
            granted = set((folder / "cgroup.subtree_control").read_text().split())
            writable = all(os.access(path, os.W_OK) for path in (folder, folder / "cgroup.procs"))
            if granted >= CONTROLLERS and writable:
                _sweep(folder)
                return folder
    return None


@cache
def scope() -> tuple[str, ...]:
    """La orden que abre un grupo con systemd, si no se puede crear aquí; vacía si tampoco."""
    if parent() is not None or shutil.which("systemd-run") is None:
        return ()
    look = [sys.executable, "-I", "-S", "-c", LOOK]
    try:
        seen = subprocess.run(
            [*SCOPE, *look], capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return SCOPE if seen.stdout.strip() == f"{MEMORY}" else ()


def session() -> dict[str, str]:
    """Lo que hay que conservar del ambiente para abrir un grupo con systemd."""
    return {name: os.environ[name] for name in SESSION if name in os.environ}


def _ancestors() -> list[Path]:
    """Del grupo de este proceso hasta la raíz; ninguno si no hay cgroup v2."""
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return []
    own = next((line[3:] for line in lines if line.startswith("0::")), None)
    if own is None or not (MOUNT / "cgroup.controllers").exists():
        return []
    folder = MOUNT / own.strip("/")
    return [path for path in (folder, *folder.parents) if path.is_relative_to(MOUNT)]


def _sweep(folder: Path) -> None:
    """Borra los grupos que dejó una orden que ya no existe."""
    for path in folder.glob("curso-*-*"):
        if not Path("/proc", path.name.split("-")[1]).exists():
            with contextlib.suppress(OSError):
                path.rmdir()
