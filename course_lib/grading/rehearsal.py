"""El ensayo: `curso revisar mi_ejercicio.ipynb` corre tu archivo como lo hará el calificador.

Lo lee y lo ejecuta el mismo código, en la misma caja si este equipo la tiene. No pone nota.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course_lib.terminal import CommandError

NO_BOX = "Sin caja: tu código corre con tus permisos, como en Jupyter. El veredicto es el mismo."


def add_review(commands: Any) -> None:
    """`curso revisar mi_ejercicio.ipynb`."""
    order = commands.add_parser(
        "revisar",
        help="revisa tu ejercicio como lo hará el calificador",
        description="Corre tu archivo como al calificar, antes de entregarlo: dice qué está bien, "
        "qué falla y qué no hizo falta ejecutar. No es una nota.",
    )
    order.add_argument(
        "archivo", type=Path, help="tu ejercicio: mi_curso/exercises/03_dropout_ejercicio.ipynb"
    )
    order.set_defaults(run=run_review)


def run_review(options: argparse.Namespace) -> None:
    """Muestra el veredicto de cada pregunta y lo que conviene saber antes de entregar."""
    from course_lib.grading.check import report
    from course_lib.grading.launch import BoxError
    from course_lib.grading.letters import clean
    from course_lib.grading.question import NotAcceptedError, load
    from course_lib.grading.sandbox import Box, BoxedStudent

    path = options.archivo
    code = _code(path)
    number = _exercise(path, code)
    kind = _kind()
    print(f"Ejercicio {number}: {clean(str(path), 300)}" + f"\n{NO_BOX}" * (kind == "ninguna"))
    with Box(kind, code) as box:
        try:
            found = box.read()
        except (BoxError, NotAcceptedError) as error:
            raise CommandError(f"No pude leer «{path}»: {error}.") from error
        for question in (one for one in load().values() if one.exercise == number):
            verdict = question.evaluate(BoxedStudent(box))
            box.end()
            print(report(question, verdict))
    for note in filter(None, (*found["notes"], found["skipped"])):
        print(clean(f"{note[0].upper()}{note[1:]}.", 500))
    print("Es un ensayo, no una nota: quien enseña prueba con otros números.")


def _code(path: Path) -> list[str]:
    from course_lib.grading.files import Reader, UnreadableError
    from course_lib.grading.submissions import cells, counts

    if not path.is_file():
        raise CommandError(f"No puedo abrir «{path}»: revisa la ruta y el nombre.")
    if not counts(path.name):
        raise CommandError(
            f"«{path}» no se mira al calificar: su nombre debe terminar en .ipynb, sin nada más."
        )
    try:
        with Reader(path.parent) as read:
            return cells(read(path.name))
    except UnreadableError as error:
        reason = str(error).partition(":")[0]
        raise CommandError(
            f"«{path}» {reason}. Va el archivo .ipynb donde respondes, guardado desde Jupyter y "
            "sin salidas pesadas."
        ) from error


def _exercise(path: Path, code: Sequence[str]) -> str:
    """El ejercicio que revisa el cuaderno, que también debe ser el que dice su nombre."""
    from course_lib.grading import belonging
    from course_lib.grading.question import load

    number = belonging.exercise(code)
    if not any(question.exercise == number for question in load().values()):
        raise CommandError(
            f'«{path}» no es un ejercicio: no revisa ninguna pregunta con `check("…")`. El '
            "tuyo está en la carpeta exercises y termina en _ejercicio.ipynb."
        )
    named = re.match(r"(\d\d)_", path.name)
    if named and named[1] != number:
        raise CommandError(
            f"«{path}» se llama como el ejercicio {named[1]} y es el {number}: cámbiale el nombre, "
            "o busca el otro, antes de entregar."
        )
    return number


def _kind() -> str:
    """La caja que este equipo puede abrir."""
    from course_lib.grading.launch import BoxError
    from course_lib.grading.question import NotAcceptedError
    from course_lib.grading.sandbox import Box

    try:
        with Box("bwrap", []) as box:
            box.read()
    except (BoxError, NotAcceptedError):
        return "ninguna"
    return "bwrap"
