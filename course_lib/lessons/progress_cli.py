"""La orden `curso avance`: cómo vas, y una página que lo dice."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from course_lib import memory
from course_lib.desk import cli as desk
from course_lib.lab.text import columns, duration
from course_lib.lessons import progress
from course_lib.terminal import CommandError, command

HEADER = ("", "hecho", "apuestas", "cuestionario", "te quedan")


def add_progress(commands: Any) -> None:
    """`curso avance [--pagina ARCHIVO [--nombre NOMBRE]]`."""
    order = commands.add_parser(
        "avance",
        help="muestra cómo vas y cuánto te queda",
        description="Cuenta las celdas que ejecutaste, lo que apostaste y respondiste, y las "
        "preguntas que resolviste en tu copia del curso. Nada de eso sale de tu computador.",
    )
    order.add_argument(
        "--pagina",
        metavar="ARCHIVO",
        type=Path,
        help="además lo escribe en una página para imprimir, terminada en .html; con todo hecho, "
        "es una constancia",
    )
    order.add_argument("--nombre", default="", help="tu nombre, para la página")
    desk.add_folder(order, "--copia")
    order.set_defaults(run=run_progress)


def run_progress(options: argparse.Namespace) -> None:
    """Muestra la tabla y qué sigue; si se pide, escribe la página."""
    mine = options.copia.absolute()
    if not (mine / memory.MARK).is_file():
        raise CommandError(
            f"No hay una copia del curso en «{mine}»: hazla con `{command('abrir')}`, o di dónde "
            "está con --copia."
        )
    desk.official_names()
    page = options.pagina
    if page is not None:
        desk.check_page(page, "--pagina", needs="jinja2")
    notes = memory.read(mine)
    if not notes:
        raise CommandError(
            f"Todavía no hay nada anotado: abre una lección con `{command('abrir')}` y ejecuta sus "
            "celdas."
        )
    steps = progress.steps(desk.ROOT, notes)
    print(_table(steps))
    pending = [step for step in steps if not step.complete]
    if pending:
        print(f"\nTe quedan {_left(steps)}. Sigue con: {command(f'abrir {pending[0].name}')}")
    else:
        print("\n¡Está todo! Con --pagina haces tu constancia.")
    if page is not None:
        desk.write_page(page, "--pagina", _page(steps, notes, options.nombre))


def _table(steps: Sequence[progress.Step]) -> str:
    rows = [HEADER, *map(_row, steps)]
    width = max(len(row[0]) for row in rows)
    return columns([(row[0].ljust(width), *row[1:]) for row in rows])


def _row(step: progress.Step) -> tuple[str, ...]:
    left = _left([step]) if step.work.left else "—"
    if not step.is_lesson:
        return f"   ejercicio {step.name[:2]}", f"{step.work} correctas", "", "", left
    quiz = f"{step.answered}, bien {step.right}"
    return f"{step.name[:2]} {step.title}", f"{step.work} celdas", f"{step.bets}", quiz, left


def _left(steps: Sequence[progress.Step]) -> str:
    return duration(60 * sum(step.left for step in steps))


def _page(
    steps: Sequence[progress.Step], notes: Mapping[memory.Key, memory.Note], name: str
) -> str:
    """La página imprimible; con todo hecho es una constancia, que declara quien la firma."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    # El informe del calificador y esta página comparten `base.html`
    rooms = [PackageLoader(f"course_lib.{wing}") for wing in ("lessons", "grading")]
    templates = Environment(loader=ChoiceLoader(rooms), autoescape=True, undefined=StrictUndefined)
    complete = all(step.complete for step in steps)
    first, last = progress.dates(notes)
    return templates.get_template("avance.html").render(
        title="Constancia de término" if complete else "Mi avance",
        name=name.strip(),
        first=first,
        last=last,
        left="" if complete else _left(steps),
        lessons=[step for step in steps if step.is_lesson],
        exercises=[step for step in steps if not step.is_lesson],
    )
