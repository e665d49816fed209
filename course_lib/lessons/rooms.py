"""Las salas de las lecciones: cuáles hay y cómo se abre lo que guardan."""

import importlib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from course_lib.checks import suggest
from course_lib.lab.experiments import Results

ROOMS = Path(__file__).parent
PREFIX = "lesson_"


def lessons() -> list[str]:
    """Los números de las lecciones que tienen sala, en orden."""
    rooms = (path.parent for path in ROOMS.glob(f"{PREFIX}[0-9][0-9]/__init__.py"))
    return sorted(room.name.removeprefix(PREFIX) for room in rooms)


def folder(lesson: str) -> Path:
    """La carpeta de una lección, como "03"."""
    if lesson not in lessons():
        raise ValueError(f"No hay una lección {lesson!r}. Hay: {', '.join(lessons())}.")
    return ROOMS / f"{PREFIX}{lesson}"


def on_demand(package: str) -> Callable[[str], Any]:
    """El `__getattr__` de una sala: importa cada módulo suyo recién cuando alguien lo nombra.

    Así quien califica lee las preguntas sin cargar matplotlib, que usan las figuras.
    """

    def piece(name: str) -> Any:
        module = f"{package}.{name}"
        if name.startswith("_") or find_spec(module) is None:
            room = ROOMS / package.rpartition(".")[2]
            pieces = [path.stem for path in room.glob("[a-z]*.py")]
            raise AttributeError(f"La sala {package!r} no tiene {name!r}. {suggest(name, pieces)}")
        return importlib.import_module(module)

    return piece


def tables_of(package: str) -> Callable[[str], Results]:
    """La función `table(nombre)` de una sala: lee una de sus tablas ya calculadas."""
    room = ROOMS / package.rpartition(".")[2]

    def table(name: str) -> Results:
        path = room / f"{name}.npz"
        if not path.exists():
            known = [file.stem for file in sorted(room.glob("*.npz"))] or ["ninguna"]
            raise ValueError(f"Tabla desconocida: {name!r}. {suggest(name, known)}")
        return Results.load(path)

    return table
