"""Ejecuta los cuadernos como en Google Colab: sus versiones, una carpeta vacía y nada instalado.

    python tools/colab.py [NN | nombre ...] [--entorno CARPETA]

Un número pide la lección y su ejercicio, que es lo que se abre en Colab; sin nada, todos. Una
solución se pide por su nombre: `01_regularizacion_l2_solucion`. Se prueba lo guardado en git: la
celda que instala corre tal cual, y git encuentra aquí lo que buscaría en GitHub. De la red solo usa
el registro de paquetes. Necesita uv, git y Python 3.13; el entorno ocupa 2,4 GB y se reutiliza.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from colab_door.errors import ColabError
from colab_door.machine import ROOT, Machine, difference, execute
from colab_door.published import Published

HOME = Path(tempfile.gettempdir()) / "curso-colab"


def select(notebooks: Sequence[str], asked: Sequence[str]) -> list[str]:
    """Elige por número o por nombre; sin nada, lo que se abre en Colab."""
    opened = [name for name in notebooks if not name.startswith("solutions/")]
    chosen = set()
    for one in asked:
        matches = {name for name in opened if Path(name).name[:2] == one}
        matches |= {name for name in notebooks if one in (name, Path(name).stem)}
        if not matches:
            numbers = ", ".join(sorted({Path(name).name[:2] for name in opened}))
            raise ColabError(
                f"No hay cuaderno «{one}» en lo guardado en git. Se pide por número ({numbers}) o "
                "por nombre, como 01_regularizacion_l2_solucion."
            )
        chosen |= matches
    return [name for name in notebooks if name in chosen] if asked else opened


def examine(machine: Machine, published: Published, name: str) -> str:
    """Ejecuta un cuaderno en un computador recién entregado; devuelve lo que falló, o nada."""
    machine.reset()
    before = machine.packages()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        service = published.serve(name, Path(folder))
        failure = execute(machine.python, name, published.read(name), service.environment)
    return failure or difference(before, machine.packages(), service.installed)


def run(machine: Machine, published: Published, asked: Sequence[str]) -> int:
    """Prueba los cuadernos pedidos, con una línea por cada uno."""
    names = select(published.notebooks(), asked)
    print(f"Como en Colab, con lo guardado en git ({published.commit[:7]}).", flush=True)
    if published.is_behind:
        print("Hay cambios sin guardar en git: no entran en esta prueba.")
    start = time.perf_counter()
    machine.reset()
    print(f"entorno de Colab: {time.perf_counter() - start:.0f} s", flush=True)
    failed = 0
    for name in names:
        start = time.perf_counter()
        failure = examine(machine, published, name)
        failed += bool(failure)
        result = "FALLA" if failure else "pasa"
        print(f"{name}: {result}, {time.perf_counter() - start:.0f} s", flush=True)
        print(*[f"\n{failure}\n"] * bool(failure), end="", flush=True)
    print(f"Pasan {len(names) - failed} de {len(names)}.")
    return 1 if failed else 0


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Ejecuta los cuadernos como en Google Colab.")
    parser.add_argument("cuadernos", nargs="*", metavar="NN|nombre", help="cuáles; si no, todos")
    parser.add_argument(
        "--entorno", type=Path, default=HOME, metavar="CARPETA", help=f"dónde (si no, {HOME})"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    options = parse(argv)
    try:
        return run(Machine(options.entorno.resolve()), Published(root), options.cuadernos)
    except ColabError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
