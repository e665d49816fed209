"""La orden `curso`: lo que se hace con el curso desde una terminal."""

import os
import sys
from collections.abc import Sequence

from course_lib import console
from course_lib.desk import cli as desk
from course_lib.grading import cli as teaching
from course_lib.grading import doctor, rehearsal
from course_lib.grading.letters import clean
from course_lib.lessons import cli as content
from course_lib.lessons import progress_cli as progress
from course_lib.terminal import CommandError, Parser

LONGEST_ERROR = 10_000  # letras: puede nombrar un archivo ajeno
# Cada orden agrega la suya
ORDERS = (
    desk.add_open,
    progress.add_progress,
    desk.add_print,
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
    console.tolerate()
    parser = Parser(
        prog="curso",
        description="El curso desde la terminal.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(required=True, metavar="orden")
    for add in ORDERS:
        add(commands)
    parser.set_defaults(interrupted="Interrumpida: repite la orden y sigue donde quedó")
    own, extra = desk.split(sys.argv[1:] if argv is None else argv)
    options = parser.parse_args(own)
    options.jupyter = extra
    try:
        options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # `curso avance | head`: quien leía ya no está
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except CommandError as error:
        print(clean(str(error), LONGEST_ERROR, keep="\n"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(options.interrupted, file=sys.stderr)
        return 130
    return 0
