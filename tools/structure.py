"""La forma de la casa: sus alas, sus salas, las flechas entre ellas, los círculos y los tamaños.

    python tools/structure.py

Una flecha es una importación, arriba de un archivo o dentro de una función. Una sala es un módulo
o una carpeta de `course_lib`. Termina en error si hay un círculo, una flecha contra la regla o un
archivo más largo que su alarma.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "course_lib"

# Lo que cada ala puede importar además de sí misma: red ← laboratorio ← lecciones, y las lecciones
# llegan al calificador, que no conoce ninguna
NETWORK, LAB, GRADING, LESSONS, TERMINAL = "red", "lab", "grading", "lessons", "terminal"
DESK = "desk"  # la copia de quien estudia: no abre ninguna lección
MEMORY = "memory"  # lo que ella recuerda
ALLOWED = {
    NETWORK: set(),
    LAB: {NETWORK, MEMORY},
    GRADING: {NETWORK, MEMORY, TERMINAL},
    LESSONS: {NETWORK, LAB, GRADING, DESK, MEMORY, TERMINAL},
    DESK: {MEMORY, TERMINAL},
    MEMORY: set(),
    TERMINAL: set(),
    "cli": {NETWORK, LAB, GRADING, LESSONS, DESK, TERMINAL},
}
MACHINERY, CONTENT = 350, 600  # líneas
# Alarmas subidas, con su razón
LONGER = {
    "course_lib/models.py": 380,  # el ciclo de entrenamiento y sus revisiones se leen juntos
    "course_lib/layers/augmentation.py": 360,  # una capa al lado de otra, como en Keras
}


def name_of(path: Path, root: Path = ROOT) -> str:
    """course_lib/lab/viz.py → course_lib.lab.viz."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def modules(root: Path = ROOT) -> dict[str, Path]:
    """Los módulos del paquete, por nombre."""
    return {name_of(path, root): path for path in sorted((root / PACKAGE).rglob("*.py"))}


def imports(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Los módulos del paquete que un archivo importa; ruff prohíbe las importaciones relativas."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from {alias.name for alias in node.names} & known.keys()
        elif isinstance(node, ast.ImportFrom):
            inner = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from {
                name if name in known else str(node.module) for name in inner
            } & known.keys()


def arrows(root: Path = ROOT) -> dict[str, set[str]]:
    """Módulo → los que importa."""
    known = modules(root)
    return {name: set(imports(path, known)) - {name} for name, path in known.items()}


def wing(name: str) -> str:
    """El ala de un módulo; lo que no está en una carpeta con nombre propio es la red."""
    second = [*name.split("."), ""][1]
    return second if second in ALLOWED else NETWORK


def room(name: str) -> str:
    """La sala de un módulo: una pieza de la red, o el ala en que está."""
    return name.split(".")[1] if "." in name else PACKAGE


def lesson(name: str) -> str:
    """La lección de un módulo, si es de una."""
    return next((part for part in name.split(".") if part.startswith("lesson_")), "")


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Los grupos de módulos que se importan en redondo."""
    reach = {name: _reachable(name, graph) for name in graph}
    groups = {
        tuple(sorted({name} | {other for other in reach[name] if name in reach[other]}))
        for name in graph
    }
    return sorted(list(group) for group in groups if len(group) > 1)


def _reachable(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    pending = [start]
    while pending:
        fresh = graph[pending.pop()] - seen
        seen |= fresh
        pending += fresh
    return seen


def forbidden(graph: Mapping[str, set[str]]) -> list[str]:
    """Las flechas contra la regla: entre alas, o de una lección a otra."""
    return [
        f"{here} → {there}"
        for here, others in sorted(graph.items())
        for there in sorted(others)
        if (wing(here) != wing(there) and wing(there) not in ALLOWED[wing(here)])
        or (lesson(here) and lesson(there) and lesson(here) != lesson(there))
    ]


def limit(path: str) -> int:
    """Las líneas que un archivo puede tener sin que suene la alarma."""
    return LONGER.get(path, CONTENT if path.startswith("course_lib/lessons/lesson_") else MACHINERY)


def too_long(root: Path = ROOT) -> list[str]:
    """Los archivos del paquete y de tools que pasan de su alarma."""
    found = []
    for path in sorted([*(root / PACKAGE).rglob("*.py"), *(root / "tools").rglob("*.py")]):
        lines, place = len(path.read_text("utf-8").splitlines()), path.relative_to(root).as_posix()
        if lines > limit(place):
            found.append(f"{place}: {lines} líneas, y su alarma es {limit(place)}")
    return found


def main() -> int:
    """Muestra la casa y devuelve 1 si algo rompe sus reglas."""
    graph = arrows()
    rooms = sorted({room(name) for name in graph} - {PACKAGE})
    lessons = {lesson(name) for name in graph} - {""}
    between = {(room(a), room(b)) for a, others in graph.items() for b in others}
    print("la red:", *(name for name in rooms if name not in ALLOWED))
    print("las alas:", *(name for name in rooms if name in ALLOWED))
    print(f"salas: {len(rooms)}; lecciones, una sala cada una: {len(lessons)}")
    print(f"flechas entre salas: {sum(a != b for a, b in between)}")
    problems = {
        "círculos": [" ↔ ".join(circle) for circle in circles(graph)],
        "flechas contra la regla": forbidden(graph),
        "archivos sobre su alarma": too_long(),
    }
    for name, found in problems.items():
        print(f"{name}: {len(found)}", *found, sep="\n  ")
    return int(any(problems.values()))


if __name__ == "__main__":
    sys.exit(main())
