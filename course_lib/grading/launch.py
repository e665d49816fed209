"""Cómo se abre una caja: la orden de bubblewrap, la de Docker o ninguna, y los topes de cada una.

Adentro corre `worker.py`, que lee de la entrada y responde en la salida; `sandbox` conversa con él.
"""

import itertools
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from course_lib.grading.question import OutsideError

MIB = 2**20
LIMITS = {
    "RLIMIT_AS": 2048 * MIB,
    "RLIMIT_CPU": 60,
    "RLIMIT_FSIZE": 32 * MIB,
    "RLIMIT_NOFILE": 256,
    "RLIMIT_NPROC": 64,
    "RLIMIT_CORE": 0,
}
SCRATCH = 64 * MIB  # lo que cabe en los archivos que escriba
INSIDE = ("worker", "calling", "protocol", "reading", "effects", "likeness")
CODE = tuple(Path(__file__).with_name(f"{name}.py") for name in INSIDE)
IMAGE = "curso-caja"
PYTHON = "/python/bin/python3"
CONTAINERS = itertools.count()


class BoxError(OutsideError):
    """La caja no se pudo abrir."""


@dataclass(frozen=True)
class Command:
    """Cómo se abre una caja.

    Argumentos:
        words: la orden.
        environment: el ambiente de quien la corre; si falta, el de este proceso.
        stop: otra orden, si matar a la primera no basta para cerrar lo que abrió.
    """

    words: list[str]
    environment: Mapping[str, str] | None = None
    stop: tuple[str, ...] = ()


def bwrap_command() -> Command:
    """La orden de bubblewrap: sin red, sin usuario, y a la vista solo Python y NumPy."""
    root = hasattr(os, "getuid") and os.getuid() == 0
    site, stdlib = Path(np.__file__).parents[1], Path(sysconfig.get_path("stdlib"))
    binds = {Path("/usr/lib"): "/usr/lib", Path("/usr/lib64"): "/usr/lib64"}
    binds[Path(os.path.realpath(sys.executable))] = PYTHON
    binds[stdlib] = f"/python/lib/{stdlib.name}"
    binds |= {path: f"/python/lib/{path.name}" for path in stdlib.parent.glob("libpython*.so*")}
    binds |= {site / name: f"/caja/{name}" for name in ("numpy", "numpy.libs")}
    binds |= {path: f"/caja/{path.name}" for path in CODE}
    program = shutil.which("bwrap")
    if program is None:
        raise BoxError("bwrap no está instalada")
    command = [program, "--die-with-parent", "--new-session"]
    command += [f"--unshare-{name}" for name in ("pid", "net", "ipc", "uts")]
    command += ["--hostname", "caja"]
    command += ["--unshare-cgroup-try", *([] if root else _unprivileged(program))]
    for folder in ("/caja", "/dev", "/usr", "/python", "/python/bin", "/python/lib"):
        command += ["--perms", "0755", "--dir", folder]
    for source, target in binds.items():
        command += ["--ro-bind", str(source), target] if source.exists() else []
    # Lo que haya instalado en el Python de base no se ve
    hidden = [*Path("/usr/lib").glob("python3*/dist-packages"), *stdlib.glob("*-packages")]
    for path in hidden:
        inside = path if path.is_relative_to("/usr/lib") else Path(binds[stdlib], path.name)
        command += ["--tmpfs", str(inside)]
    for name in ("lib", "lib64"):
        path = Path("/", name)
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            command += ["--ro-bind", str(path), str(path)]
    for name in ("null", "zero", "urandom", "random"):
        command += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    command += ["--proc", "/proc", "--perms", "1777", "--size", str(SCRATCH), "--tmpfs", "/tmp"]
    command += ["--remount-ro", "/", "--chdir", "/tmp", "--clearenv"]
    for name, value in ENVIRONMENT.items():
        command += ["--setenv", name, value]
    # Un usuario propio por proceso que corrige: el tope de procesos se cuenta por usuario
    user = FIRST_USER + os.getpid() if root else None
    command += _python(PYTHON, "/caja/worker.py", user, alone=True)
    # bwrap sigue vivo dentro de la caja, como proceso 1: lo que tenga en su ambiente se puede leer
    return Command(command, ENVIRONMENT)


@cache
def _unprivileged(bwrap: str) -> list[str]:
    """Sin ser root hace falta un espacio de usuarios, y que adentro no se puedan crear más."""
    known = subprocess.run([bwrap, "--help"], capture_output=True, text=True, check=False)
    stricter = ["--disable-userns"] if "--disable-userns" in known.stdout else []
    return ["--unshare-user", *stricter]


ENVIRONMENT = {
    "HOME": "/tmp",
    "LC_ALL": "C.UTF-8",
    "LD_LIBRARY_PATH": "/python/lib",
    "MPLBACKEND": "Agg",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
FIRST_USER = 1_900_000_000


def docker_command() -> Command:
    """La orden de Docker: la misma caja en otro motor, con la imagen de `tools/caja.Dockerfile`."""
    limits = ["--pids-limit", "64", "--memory", "2g", "--cap-drop", "ALL"]
    mounts = [f"--volume={path}:/caja/{path.name}:ro" for path in CODE]
    name = f"curso-{os.getpid()}-{next(CONTAINERS)}"
    command = [
        *("docker", "run", "--rm", "--interactive", "--init", "--name", name),
        *("--network", "none", "--read-only"),
        *limits,
        *("--security-opt", "no-new-privileges", "--user", "65534:65534"),
        *("--tmpfs", f"/tmp:rw,noexec,nosuid,size={SCRATCH}", "--workdir", "/tmp"),
        *(f"--env={name}={ENVIRONMENT[name]}" for name in ("HOME", "OPENBLAS_NUM_THREADS")),
        *mounts,
        IMAGE,
        *_python("python", "/caja/worker.py", None, alone=True, site=True),
    ]
    return Command(command, stop=("docker", "rm", "--force", name))


def bare_command() -> Command:
    """Sin caja: el mismo proceso, con los topes que el sistema permita y sin aislamiento."""
    worker = str(CODE[0])
    limits = {name: value for name, value in LIMITS.items() if name != "RLIMIT_NPROC"}
    return Command(_python(sys.executable, worker, None, alone=False, site=True, limits=limits))


def _python(
    python: str,
    worker: str,
    user: int | None,
    *,
    alone: bool,
    site: bool = False,
    limits: Mapping[str, int] = LIMITS,
) -> list[str]:
    options = json.dumps({"user": user, "limits": limits, "alone": alone})
    return [python, "-I", *([] if site else ["-S"]), worker, options]


COMMANDS: dict[str, Callable[[], Command]] = {
    "bwrap": bwrap_command,
    "docker": docker_command,
    "ninguna": bare_command,
}
