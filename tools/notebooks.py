"""Construye los cuadernos del curso desde sus fuentes y avisa cuando quedan atrás.

    python tools/notebooks.py build [NN | ruta ...] [--medir | --sin-ejecutar]
    python tools/notebooks.py check
    python tools/notebooks.py direccion [ORG/REPO | --verificar]

Una fuente es texto en formato py:percent. De `notebooks/src/NN_slug.py` sale la lección; de
`solutions/src/NN_slug.py` salen el ejercicio, sin respuestas, y la solución. Lo que se repite en
todos (insignia, navegación, celda de Colab, tiempos, pliegues) se escribe una sola vez, en
`notebook_builder`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from notebook_builder.address import check_address, remote_address, set_address
from notebook_builder.assemble import generate
from notebook_builder.course import Course
from notebook_builder.cover import COVER, read_cover
from notebook_builder.document import Document
from notebook_builder.errors import NotebookError
from notebook_builder.execution import execute, normalize, reuse
from notebook_builder.files import read_notebook, serialize
from notebook_builder.freshness import check
from notebook_builder.installation import check_installation
from notebook_builder.times import write_time
from notebook_builder.writing import write_atomically

ROOT = Path(__file__).resolve().parents[1]


def build(course: Course, document: Document, *, measure: bool = False, run: bool = True) -> None:
    """Construye un cuaderno y lo escribe solo si todo salió bien."""
    notebook = generate(course, document)
    if document.is_executed:
        executed = notebook if run else read_notebook(document)
        if run:
            start = time.perf_counter()
            execute(document, executed)
            if measure:
                course.times = write_time(course.root, document, time.perf_counter() - start)
        notebook = generate(course, document, executed)
        reuse(document, executed, notebook)
    normalize(notebook)
    write_atomically(document.target, serialize(notebook))


def select(course: Course, names: Sequence[str]) -> list[Document]:
    """Elige los cuadernos que se piden por número, por nombre o por ruta; sin nombres, todos."""
    chosen = set()
    for name in names:
        path = Path(name)
        matches = {
            document
            for document in course.documents
            if name in (document.slug[:2], document.slug, document.target.stem)
            or path.resolve() in (document.source, document.target)
        }
        if not matches:
            known = ", ".join(sorted({document.slug for document in course.documents}))
            raise NotebookError(f"No hay fuente para «{name}». Hay: {known or 'ninguna'}.")
        chosen |= matches
    return [document for document in course.documents if not names or document in chosen]


def run_build(root: Path, options: argparse.Namespace) -> int:
    check_installation(root)
    course = Course.read(root)
    for document in select(course, options.cuadernos):
        start = time.perf_counter()
        build(course, document, measure=options.medir, run=not options.sin_ejecutar)
        print(f"{document.name}: {time.perf_counter() - start:.1f} s")
    if picture := read_cover(course):
        (root / COVER).parent.mkdir(exist_ok=True)
        (root / COVER).write_bytes(picture)
    return 0


def run_check(root: Path, _: argparse.Namespace) -> int:
    problems = check(Course.read(root))
    remedy = "`build --sin-ejecutar` rehace textos y enlaces; `build NN` rehace y ejecuta."
    print(*[*problems, remedy] if problems else ["Los cuadernos están al día."], sep="\n")
    return 1 if problems else 0


def run_address(root: Path, options: argparse.Namespace) -> int:
    if options.verificar:
        check_address(root)
        return 0
    address = options.direccion or remote_address(root)
    set_address(root, address)
    print(
        f"El curso vive ahora en github.com/{address}. Las insignias y las celdas de "
        "Colab la toman al reconstruir:\n    python tools/notebooks.py build --sin-ejecutar"
    )
    return 0


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Construye los cuadernos del curso.")
    commands = parser.add_subparsers(required=True, metavar="orden")
    order = commands.add_parser("build", help="construye cuadernos desde sus fuentes")
    order.add_argument("cuadernos", nargs="*", metavar="NN|ruta", help="cuáles; si no, todos")
    how = order.add_mutually_exclusive_group()
    how.add_argument("--medir", action="store_true", help="anota cuánto tardan")
    how.add_argument(
        "--sin-ejecutar", action="store_true", help="rehace el texto y conserva las salidas"
    )
    order.set_defaults(run=run_build)
    order = commands.add_parser("check", help="falla si algún cuaderno quedó atrás")
    order.set_defaults(run=run_check)
    order = commands.add_parser("direccion", help="cambia la dirección pública del curso")
    which = order.add_mutually_exclusive_group()
    which.add_argument(
        "direccion", nargs="?", metavar="ORG/REPO", help="si no, la del remoto `origin` de git"
    )
    which.add_argument(
        "--verificar", action="store_true", help="falla si no es la del remoto `origin` de git"
    )
    order.set_defaults(run=run_address)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None, root: Path = ROOT) -> int:
    options = parse(argv)
    try:
        return int(options.run(root, options))
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
