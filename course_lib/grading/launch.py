"""Cómo se abre una caja: la orden de bubblewrap, la de Docker o ninguna, y los topes de cada una.

Adentro corre `worker.py`, que lee de la entrada y responde en la salida; `sandbox` conversa con él.
"""

import itertools
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path

import numpy as np

from course_lib.grading import cgroup, libraries, seccomp
from course_lib.grading.spawn import INFO, READY, BoxError, Command, Word

__all__ = ["BoxError", "Command"]

MIB = 2**20
LIMITS = {
    "RLIMIT_AS": 2048 * MIB,
    "RLIMIT_CPU": 60,
    "RLIMIT_FSIZE": 32 * MIB,
    "RLIMIT_NOFILE": 256,
    "RLIMIT_NPROC": 32,
    "RLIMIT_CORE": 0,
    "RLIMIT_MEMLOCK": 0,
    "RLIMIT_MSGQUEUE": 0,
    "RLIMIT_NICE": 0,
    "RLIMIT_RTPRIO": 0,
    "RLIMIT_SIGPENDING": 64,
}
SCRATCH = 64 * MIB  # lo que cabe en los archivos que escriba
INSIDE = ("worker", "calling", "protocol", "reading", "effects", "likeness")
CODE = tuple(Path(__file__).with_name(f"{name}.py") for name in INSIDE)
IMAGE = "curso-caja"
PYTHON = "/python/bin/python3"
BOXES = itertools.count()
FIRST_USER = 1_900_000_000
REQUIRED = {"--perms", "--size", "--seccomp", "--info-fd", "--block-fd", "--unshare-user"}


def bwrap_command() -> Command:
    """La orden de bubblewrap: sin red, sin usuario, y a la vista solo Python y NumPy."""
    program, known = bubblewrap()
    binds = visible()
    told: list[Word] = ["--info-fd", INFO, "--block-fd", READY]
    command: list[Word] = [program, "--die-with-parent", "--new-session", "--unshare-user"]
    # Un usuario sin espacio propio podría crear otro adentro, donde mandaría
    command += ["--disable-userns"] if "--disable-userns" in known else []
    command += [f"--unshare-{name}" for name in ("pid", "net", "ipc", "uts")]
    command += ["--hostname", "caja", "--unshare-cgroup-try"]
    if (rules := seccomp.program()) is not None:
        command += ["--seccomp", rules]
    for target, source in binds.items():
        command += ["--ro-bind", str(source), target]
    for path in hidden():
        # No se ve lo que haya instalado en el Python de base, y ahí tampoco se puede escribir
        command += ["--perms", "0555", "--size", "4096", "--tmpfs", path, "--remount-ro", path]
    for name in ("null", "zero", "urandom", "random"):
        command += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
    command += ["--perms", "1777", "--size", str(SCRATCH), "--tmpfs", "/tmp"]
    command += ["--remount-ro", "/", "--chdir", "/tmp", "--clearenv"]
    for name, value in ENVIRONMENT.items():
        command += ["--setenv", name, value]
    command += _python(PYTHON, "/caja/worker.py", alone=True)
    # La de más afuera dice cuál es su proceso 1: con él mueren todos
    if os.getuid() == 0:
        apart: list[Word] = ["--unshare-pid", *told]
        command = [*as_nobody(program, binds.values(), own_user(), apart), *command]
    else:
        command[1:1] = told
    if scope := cgroup.scope():
        command = [*scope, "env", "-i", *command]
    return Command(command, ENVIRONMENT | (cgroup.session() if scope else {}), group=_group())


def visible() -> dict[str, Path]:
    """Lo que se ve adentro, y de dónde viene: Python, NumPy, lo que cargan y el obrero."""
    site, stdlib = Path(np.__file__).parents[1], Path(sysconfig.get_path("stdlib"))
    python = os.path.realpath(sys.executable)
    binds = {PYTHON: Path(python), _standard_library(): stdlib}
    packages = [path for path in (site / "numpy", site / "numpy.libs") if path.exists()]
    compiled = [path for path in map(Path, map(cache_from_source, CODE)) if path.exists()]
    binds |= {f"/caja/{path.name}": path for path in (*packages, *CODE)}
    binds |= {f"/caja/__pycache__/{path.name}": path for path in compiled}
    native = (stdlib / "lib-dynload", *packages)
    found = libraries.needed(python, tuple(path for path in native if path.exists()))
    if not found:
        raise BoxError(
            "no sé qué bibliotecas usa este Python, que no es de glibc (¿Alpine?): usa otro, o "
            "--caja docker"
        )
    for path, name in found.items():
        binds.setdefault(name if name.startswith("/") else f"/python/lib/{name}", path)
    return binds


def hidden() -> list[str]:
    """Las carpetas de paquetes que quedan dentro de la biblioteca estándar."""
    found = Path(sysconfig.get_path("stdlib")).glob("*-packages")
    return [f"{_standard_library()}/{path.name}" for path in found]


def weaknesses(kind: str) -> list[str]:
    """Qué le falta a la caja en este equipo: lo dicen `curso doctor` y cada informe."""
    if kind != "bwrap":
        return []
    found = []
    if seccomp.program() is None:
        found.append(f"sin filtro de llamadas al núcleo: no hay tabla para {platform.machine()}")
    if "--disable-userns" not in bubblewrap()[1]:
        found.append("bubblewrap es anterior a la 0.8: solo el filtro impide otro espacio adentro")
    if cgroup.parent() is None and not cgroup.scope():
        found.append("sin topes para la caja entera (cgroup v2): solo para cada proceso")
    return found


def bubblewrap() -> tuple[str, frozenset[str]]:
    """Dónde está bubblewrap y qué opciones conoce."""
    program = shutil.which("bwrap")
    if program is None:
        raise BoxError("bwrap no está instalada")
    known = _options(program)
    if missing := REQUIRED - known:
        raise BoxError(
            f"bubblewrap es muy antigua y no conoce {', '.join(sorted(missing))}: instala la 0.8 o "
            "una posterior"
        )
    return program, known


def _group() -> cgroup.Group | None:
    folder = cgroup.parent()
    try:
        return cgroup.Group(folder) if folder is not None else None
    except OSError as error:
        raise BoxError(f"no puedo crear un grupo en «{folder}»: {error.strerror}") from error


@cache
def _options(program: str) -> frozenset[str]:
    done = subprocess.run([program, "--help"], capture_output=True, text=True, check=False)
    return frozenset(word for word in done.stdout.split() if word.startswith("--"))


def _standard_library() -> str:
    return f"/python/{sys.platlibdir}/{Path(sysconfig.get_path('stdlib')).name}"


def as_nobody(
    bwrap: str, sources: Iterable[Path], user: int, extra: Sequence[Word] = ()
) -> list[Word]:
    """Para root: una primera capa, donde deja de ser root y abre la misma caja.

    Con su propio espacio de procesos, si matan a quien califica muere el proceso 1 de la capa y con
    él todos, aunque ya sean de otro usuario. Python puede estar en una carpeta que solo root
    recorre, como /root: la capa pone en su lugar una vacía donde solo está lo que se usa.
    """
    layer: list[Word] = [bwrap, *extra, "--die-with-parent"]
    layer += ["--ro-bind", "/", "/", "--dev-bind", "/dev", "/dev"]
    layer += ["--bind", "/proc", "/proc"]  # la segunda capa escribe ahí qué usuario es
    closed: dict[Path, list[Path]] = {}
    for source in sources:
        if not source.stat().st_mode & 0o004:
            raise BoxError(f"solo root puede leer «{source}»: corre chmod -R a+rX en su carpeta")
        private = [path for path in source.parents if not path.stat().st_mode & 0o001]
        if private:
            closed.setdefault(private[-1], []).append(source)
    for folder, inside in closed.items():
        layer += ["--perms", "0755", "--tmpfs", str(folder)]
        between = {path for one in inside for path in one.parents if path.is_relative_to(folder)}
        for path in sorted(between - {folder}):
            layer += ["--perms", "0755", "--dir", str(path)]
        for path in inside:
            layer += ["--ro-bind", str(path), str(path)]
    drop = ["setpriv", "--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
    return [*layer, *drop, f"--reuid={user}", f"--regid={user}"]


def own_user() -> int:
    """Un usuario para una sola caja: cada proceso que corrige tiene 32, y los usa por turnos."""
    return FIRST_USER + os.getpid() % 2**22 * 32 + next(BOXES) % 32


ENVIRONMENT = {
    "HOME": "/tmp",
    "LC_ALL": "C.UTF-8",
    "LD_LIBRARY_PATH": "/python/lib",
    "MPLBACKEND": "Agg",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def docker_command() -> Command:
    """La orden de Docker: la misma caja en otro motor, con la imagen de `tools/caja`."""
    limits = ["--pids-limit", "64", "--memory", "2g", "--memory-swap", "2g", "--cpus", "1"]
    mounts = [f"--volume={path}:/caja/{path.name}:ro" for path in CODE]
    name = f"curso-{os.getpid()}-{next(BOXES)}"
    user = own_user()  # el tope de procesos se cuenta por usuario
    command = [
        *("docker", "run", "--rm", "--interactive", "--init", "--name", name),
        *("--network", "none", "--read-only"),
        *limits,
        *("--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--user", f"{user}:{user}"),
        *("--tmpfs", f"/tmp:rw,noexec,nosuid,size={SCRATCH}", "--workdir", "/tmp"),
        *(f"--env={name}={ENVIRONMENT[name]}" for name in ("HOME", "OPENBLAS_NUM_THREADS")),
        *mounts,
        IMAGE,
        *_python("python", "/caja/worker.py", alone=True, site=True),
    ]
    return Command(command, stop=("docker", "rm", "--force", name))


def bare_command() -> Command:
    """Sin caja: el mismo proceso, con los topes que el sistema permita y sin aislamiento."""
    worker = str(CODE[0])
    limits = {name: value for name, value in LIMITS.items() if name != "RLIMIT_NPROC"}
    return Command(_python(sys.executable, worker, alone=False, site=True, limits=limits))


def _python(
    python: str,
    worker: str,
    *,
    alone: bool,
    site: bool = False,
    limits: Mapping[str, int] = LIMITS,
) -> list[str]:
    options = json.dumps({"limits": limits, "alone": alone})
    return [python, "-I", *([] if site else ["-S"]), worker, options]


COMMANDS: dict[str, Callable[[], Command]] = {
    "bwrap": bwrap_command,
    "docker": docker_command,
    "ninguna": bare_command,
}
