"""Qué bibliotecas del sistema necesitan Python y NumPy: la caja muestra esas y ninguna más."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

# Ventanas, terminales y bases de datos de otra época: no se ofrecen, y traerían decenas de archivos
UNUSED = re.compile(r"(_tkinter|readline|_curses.*|_g?dbm)\.")
# «nombre => /ruta (0x…)», o la ruta sola de quien las carga
FOUND = re.compile(r"\s*(?:(?P<name>\S+) => )?(?P<path>/.+) \(0x[0-9a-f]+\)")


@cache
def needed(python: str, folders: tuple[Path, ...]) -> dict[Path, str]:
    """Cada biblioteca y el nombre con que la buscan, o su ruta si la piden por ella.

    Argumentos:
        python: el intérprete.
        folders: donde están los módulos compilados.
    """
    found: dict[Path, str] = {}
    shown = [folder.resolve() for folder in folders]
    for folder in folders:
        modules = [path.relative_to(folder) for path in sorted(folder.rglob("*.so*"))]
        lines = _traced(python, folder, [path for path in modules if not UNUSED.match(path.name)])
        for match in filter(None, map(FOUND.fullmatch, lines)):
            path = Path(match["path"]).resolve()
            if not any(path.is_relative_to(other) for other in shown):
                found[path] = match["name"] or match["path"]
    return found | _loaded_later(found)


def _traced(python: str, folder: Path, modules: Sequence[Path]) -> list[str]:
    """Lo que cuenta el cargador de glibc si todos los módulos se cargaran con el intérprete."""
    # Rutas relativas: `LD_PRELOAD` separa con espacios y dos puntos
    preload = ":".join(f"./{path}" for path in modules)
    environment = os.environ | {"LD_TRACE_LOADED_OBJECTS": "1", "LD_PRELOAD": preload}
    done = subprocess.run(
        [python, "-I", "-S", "-c", ""],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()


def _loaded_later(found: Mapping[Path, str]) -> dict[Path, str]:
    """Las que se cargan por su nombre cuando hacen falta, junto a las que ya están."""
    later: dict[Path, str] = {}
    for path, name in found.items():
        if name.startswith("libc.so"):  # la usa glibc al terminar un hilo
            later |= {one: one.name for one in path.parent.glob("libgcc_s.so.1")}
        if name.startswith("libmkl_"):  # la de NumPy en Anaconda
            later |= {one: one.name for one in path.parent.glob("libmkl_*.so*")}
    return later
