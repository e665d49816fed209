"""`curso doctor`: si este equipo puede calificar, con qué caja y qué le falta a cada una."""

import argparse
import json
import platform
import shutil
import subprocess
import sys
from typing import Any

from course_lib.grading import ground
from course_lib.terminal import CommandError

Check = tuple[bool, str, str]  # si está bien, qué se vio y cómo arreglarlo
CELL = "def probar():\n    return 1"
INSTALL = "uv sync --group docencia (o, sin uv, python -m pip install -e '.[docencia]')"
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
    if options.json:
        print(json.dumps({name: ok for name, (ok, _, _) in checks.items()}, ensure_ascii=False))
    else:
        for name, (ok, seen, advice) in checks.items():
            print(f"{'✓' if ok else '✗'} {name}: {seen}" + ("" if ok else f"\n    {advice}"))
    python, packages, *boxes = (ok for ok, _, _ in checks.values())
    if not (python and packages and any(boxes)):
        raise CommandError("Este equipo todavía no puede calificar con aislamiento.")


def _packages() -> Check:
    from importlib.util import find_spec

    names = ("filelock", "jinja2", "joblib", "matplotlib", "numpy", "tqdm")
    missing = [name for name in names if find_spec(name) is None]
    advice = f"Instala lo que usa quien enseña: {INSTALL}"
    return not missing, "falta " + ", ".join(missing) if missing else "están", advice


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
