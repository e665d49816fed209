"""¿Está todo lo que el curso necesita? Se revisa antes de empezar, con el remedio a mano."""

import re
import sys
from importlib import metadata

from course_lib import console
from course_lib.lab import light

# Los paquetes que abren las lecciones fuera de Colab, que trae su propio JupyterLab
OUTSIDE_COLAB = {"jupyterlab"}
EXTRAS = re.compile("extra == '(curso|keras)'")  # lo que instala quien estudia
LOCAL_REMEDY = (
    "Qué hacer: abre una terminal en la carpeta del curso y ejecuta `uv sync` (o, sin uv,\n"
    '`python -m pip install -e ".[curso,keras]"`). Después reinicia el núcleo: Kernel → Restart '
    "Kernel."
)
COLAB_REMEDY = (
    "Qué hacer: Entorno de ejecución → Desconectar y eliminar el entorno de ejecución, y vuelve a\n"
    "ejecutar desde la primera celda: Colab entrega un computador nuevo, con todo al día."
)
NO_TENSORFLOW = (
    "Sin TensorFlow el curso funciona igual, menos las celdas que comparan con Keras, que se\n"
    "saltan (README, «Sin TensorFlow»)."
)
NOWHERE = (
    "Para este computador no lo hay (Python 3.14, o un Mac con Intel): esas celdas, con\n"
    "Python 3.13 o en Colab."
)


def requirements() -> dict[str, str]:
    """La versión mínima de cada paquete de las lecciones, leída de la instalación del curso."""
    try:
        course = metadata.metadata("course-lib")
    except metadata.PackageNotFoundError:
        raise RuntimeError(
            "El curso no está instalado en este Python: abre una terminal en su carpeta y ejecuta "
            "`uv sync` (o `python -m pip install -e .`)."
        ) from None
    minimums = {"Python": course["Requires-Python"].removeprefix(">=")}
    asked = course.get_all("Requires-Dist", [])
    for line in sorted(asked, key=lambda line: ("extra ==" in line, line)):
        requirement = re.match(r"([\w-]+)>=([\d.]+)", line)
        if requirement and ("extra ==" not in line or EXTRAS.search(line)):
            minimums[requirement[1]] = requirement[2]
    return minimums


def installed(name: str) -> str | None:
    """La versión instalada de un paquete (o de Python); None si falta."""
    if name == "Python":
        return ".".join(map(str, sys.version_info[:3]))
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def check() -> None:
    """Escribe una línea por requisito y, si algo falta, qué hacer.

    De lo que está bien escribe el mínimo y no la versión exacta: así la salida es la misma en
    todos los computadores donde el curso funciona.
    """
    console.tolerate()
    in_colab = "google.colab" in sys.modules
    problems = []
    for name, minimum in requirements().items():
        if in_colab and name in OUTSIDE_COLAB:
            continue
        version = installed(name)
        if version is not None and _numbers(version) >= _numbers(minimum):
            verdict = "✓"
        else:
            verdict = "✗ falta" if version is None else f"✗ hay {version}"
            problems.append(name)
        print(f"{name:<13} ≥ {minimum:<6} {verdict}")
    if not problems:
        print("Todo listo: puedes seguir.")
        return
    print(COLAB_REMEDY if in_colab else LOCAL_REMEDY)
    if "tensorflow" in problems:
        print(NO_TENSORFLOW)
        if not light.exists():
            print(NOWHERE)


def _numbers(version: str) -> tuple[int, ...]:
    """Pasa de "2.20.0rc1" a (2, 20, 0), que se compara como se espera."""
    parts = [int(re.match(r"\d*", part)[0] or 0) for part in version.split(".")[:3]]  # type: ignore[index]
    return tuple(parts + [0] * (3 - len(parts)))
