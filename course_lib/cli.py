"""La orden `curso`: lo que se hace con el curso desde una terminal."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from course_lib.grading import cli as teaching
from course_lib.grading import doctor, rehearsal
from course_lib.lessons import cli as content
from course_lib.terminal import CommandError, Parser, forgive

ROOT = Path(__file__).resolve().parents[1]
LESSONS, EXERCISES = "notebooks", "exercises"
KINDS = {LESSONS: "lección", EXERCISES: "ejercicio"}
DESTINATION = "mi_curso"


def copy(number: str, destination: Path, root: Path = ROOT) -> list[Path]:
    """Entrega tu propia copia de una lección y de su ejercicio, sin pisar ninguna anterior.

    Argumentos:
        number: el número («3», «03») o el nombre completo («03_dropout»).
        destination: carpeta donde queda; adentro se repiten `notebooks` y `exercises`, para que
            los enlaces entre la lección y su ejercicio sigan llegando.
    """
    name = number.zfill(2) if number.isdecimal() else number
    originals = [path for path in _notebooks(root) if name in (path.stem[:2], path.stem)]
    if not originals:
        known = sorted({path.stem for path in _notebooks(root)})
        raise CommandError(
            f"No hay ninguna lección «{number}». Hay:\n  " + "\n  ".join(known)
            if known
            else f"No encuentro los cuadernos del curso en {root}. Clona el repositorio e instala "
            "desde ahí: `curso copiar` los toma de su carpeta."
        )
    try:
        return [_copy_aside(path, destination / path.parent.name) for path in originals]
    except OSError as error:
        raise CommandError(
            f"No puedo escribir en «{destination}»: {error.strerror}. Elige otra carpeta con "
            "--destino."
        ) from error


def _notebooks(root: Path) -> Iterator[Path]:
    for folder in KINDS:
        yield from sorted((root / folder).glob("[0-9][0-9]_*.ipynb"))


def _copy_aside(original: Path, folder: Path) -> Path:
    """Copia con el primer nombre libre: `01_x.ipynb`, si no `01_x-2.ipynb`, `01_x-3.ipynb`."""
    folder.mkdir(parents=True, exist_ok=True)
    content, attempt = original.read_bytes(), 1
    while True:
        suffix = f"-{attempt}" if attempt > 1 else ""
        target = folder / f"{original.stem}{suffix}.ipynb"
        try:
            with target.open("xb") as file:
                file.write(content)
            return target
        except FileExistsError:
            attempt += 1


def _run_copy(options: argparse.Namespace) -> None:
    copies = copy(options.numero, options.destino)
    for path in copies:
        print(f"Tu {KINDS[path.parent.name]}: {path}")
        if re.search(r"-\d+\.ipynb$", path.name):
            print("  (ya tenías una copia: quedó como estaba)")
    print(f"Ábrela con: jupyter lab {copies[-1]}")


def _add_copy(commands: Any) -> None:
    order = commands.add_parser(
        "copiar",
        help="copia una lección y su ejercicio para trabajar en ellos",
        description="Copia una lección y su ejercicio a una carpeta tuya, fuera de git: actualizar "
        "el curso nunca toca tu trabajo, y una copia nunca pisa a otra.",
    )
    order.add_argument("numero", metavar="NN", help="el número de la lección: 01")
    order.add_argument(
        "--destino",
        metavar="DIR",
        type=Path,
        default=Path(DESTINATION),
        help=f"la carpeta donde queda; si no la das, {DESTINATION}, dentro de la actual",
    )
    order.set_defaults(run=_run_copy)


# Cada orden agrega la suya
ORDERS = (
    _add_copy,
    rehearsal.add_review,
    content.add_tables,
    teaching.add_grade,
    teaching.add_export,
    teaching.add_generate,
    doctor.add_doctor,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Ejecuta una orden y devuelve 0, 1 si no se pudo o 130 si se interrumpió.

    Una orden mal escrita termina con 2.
    """
    forgive()
    parser = Parser(
        prog="curso",
        description="El curso desde la terminal.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(required=True, metavar="orden")
    for add in ORDERS:
        add(commands)
    parser.set_defaults(interrupted="Interrumpida: repite la orden y sigue donde quedó")
    options = parser.parse_args(argv)
    try:
        options.run(options)
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(options.interrupted, file=sys.stderr)
        return 130
    return 0
