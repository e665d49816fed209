"""`curso doctor`: si este equipo puede calificar, con qué caja y qué le falta a cada una."""

import argparse
import json
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from course_lib.grading import ground
from course_lib.terminal import CommandError

Check = tuple[bool, str, str]  # si está bien, qué se vio y cómo arreglarlo
CELL = "def probar():\n    return 1"
INSTALL = (
    "uv sync --group docencia, en la carpeta del curso (sin uv, o fuera de ella, python -m pip "
    "install filelock jinja2)"
)
FEW = 512  # procesos: cada caja usa hasta 32, y los cuenta junto a los demás de la misma persona
APPARMOR = (
    "Desde Ubuntu 24.04 la bloquea AppArmor: crea /etc/apparmor.d/bwrap con un perfil que permita "
    "`userns` a /usr/bin/bwrap y recarga AppArmor, o usa --caja docker."
)


def add_doctor(commands: Any) -> None:
    """`curso doctor`."""
    order = commands.add_parser(
        "doctor",
        help="revisa si este equipo puede calificar",
        description="Revisa Python, los paquetes y la caja, y dice cómo arreglar lo que falte.",
    )
    order.add_argument("--json", action="store_true", help="escribe lo revisado como JSON")
    order.set_defaults(run=run_doctor)


@ground.neutral()
def run_doctor(options: argparse.Namespace) -> None:
    """Revisa lo que hace falta para calificar; falla si falta algo."""
    checks = {
        "Python": (sys.version_info >= (3, 11), f"{platform.python_version()}", "Instala 3.11+."),
        "Paquetes": _packages(),
        "Caja bwrap": _bwrap(),
        "Caja docker": _docker(),
    }
    # Con esto mal se puede calificar igual: es un aviso
    warnings = {"Procesos": _processes(), "Compilado": _compiled()}
    if options.json:
        seen = {name: ok for name, (ok, _, _) in (checks | warnings).items()}
        print(json.dumps(seen, ensure_ascii=False))
    else:
        for found, bad in ((checks, "✗"), (warnings, "○")):
            for name, (ok, said, advice) in found.items():
                print(f"{'✓' if ok else bad} {name}: {said}" + ("" if ok else f"\n    {advice}"))
    python, packages, *boxes = (ok for ok, _, _ in checks.values())
    if not (python and packages and any(boxes)):
        raise CommandError("Este equipo todavía no puede calificar con aislamiento.")


def _packages() -> Check:
    from importlib.util import find_spec

    names = ("filelock", "jinja2", "joblib", "matplotlib", "numpy", "tqdm")
    missing = [name for name in names if find_spec(name) is None]
    advice = f"Instala lo que usa quien enseña: {INSTALL}"
    return not missing, "falta " + ", ".join(missing) if missing else "están", advice


def _processes() -> Check:
    """Cuántos procesos permite el sistema a la vez, donde lo dice."""
    try:
        import resource
    except ModuleNotFoundError:  # Windows
        return True, "sin tope conocido", ""
    soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    if soft == resource.RLIM_INFINITY:
        return True, "sin tope", ""
    top = "unlimited" if hard == resource.RLIM_INFINITY else hard
    remedy = f"súbelo con `ulimit -u {top}`" if hard != soft else "pide que te los suban"
    advice = f"Son pocos para varias cajas: {remedy}, o usa --procesos 1."
    return soft >= FEW, f"hasta {soft} a la vez", advice


def _compiled() -> Check:
    """Si Python y NumPy están compilados donde la caja los ve; ella no puede guardar nada."""
    import numpy as np

    folders = Path(sysconfig.get_path("stdlib")), Path(np.__file__).parent
    specs = (getattr(module, "__spec__", None) for module in list(sys.modules.values()))
    sources = [Path(spec.origin) for spec in specs if spec and spec.cached and spec.origin]
    compiled = f"{sys.implementation.cache_tag}.pyc"
    missing = [
        source
        for source in sources
        if any(_shown(source, folder) for folder in folders)
        and not (source.parent / "__pycache__" / f"{source.stem}.{compiled}").exists()
    ]
    order = shlex.join([sys.executable, "-m", "compileall", "-q", *map(str, folders)])
    return (
        not missing,
        f"a {len(missing)} archivos de Python y NumPy les falta" if missing else "está",
        f"Cada caja los compila de nuevo, y parte unas cuatro veces más lento. Una vez: {order}; o "
        "instala con UV_COMPILE_BYTECODE=1.",
    )


def _shown(source: Path, folder: Path) -> bool:
    """Si está en esa carpeta, y no entre los paquetes que puede haber adentro."""
    return source.is_relative_to(folder) and not any(
        part.endswith("-packages") for part in source.relative_to(folder).parts
    )


def _bwrap() -> Check:
    if shutil.which("bwrap") is None:
        return (
            False,
            "no está instalada",
            "Debian o Ubuntu: sudo apt install bubblewrap. macOS y Windows: usa --caja docker.",
        )
    return _tried("bwrap", "Arregla lo que dice, o usa --caja docker.")


def _docker() -> Check:
    from course_lib.grading.launch import IMAGE

    advice = f"Instala Docker y construye la imagen: docker build -t {IMAGE} tools/caja"
    try:
        seen = subprocess.run(
            ["docker", "image", "inspect", IMAGE], capture_output=True, check=False, timeout=30
        )
    except OSError:
        return False, "no está instalada", advice
    except subprocess.TimeoutExpired:
        return False, "no responde", "Abre Docker y repite."
    if seen.returncode:
        return False, f"no responde, o le falta la imagen {IMAGE}", advice
    return _tried("docker", f"Construye otra vez la imagen: docker build -t {IMAGE} tools/caja")


def _tried(kind: str, advice: str) -> Check:
    """Abre la caja, le hace una pregunta y dice qué le falta."""
    from course_lib.grading import launch
    from course_lib.grading.question import NotAcceptedError
    from course_lib.grading.sandbox import Box

    try:
        with Box(kind, [CELL]) as box:
            box.read()
            happened = box.call("probar", (), {})
        if happened.get("value") != 1:
            return False, "respondió otra cosa", advice
        return True, ", ".join(["se abre y responde", *launch.weaknesses(kind)]), advice
    except (launch.BoxError, NotAcceptedError) as error:
        blocked = "uid map" in str(error) or "ermission denied" in str(error)
        return False, f"no se abre ({error})", APPARMOR if blocked else advice
