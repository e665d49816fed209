"""Las órdenes de quien enseña: `curso calificar`, `exportar` y `generar`."""

import argparse
import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from course_lib.grading import doctor, ground
from course_lib.terminal import CommandError, command

ROOT = Path(__file__).resolve().parents[2]
BOXES = ("bwrap", "docker", "ninguna")
PLATFORMS = ("auto", "moodle", "canvas", "blackboard", "ninguna")


def _exercise(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,2}", text):
        raise argparse.ArgumentTypeError(f"«{text}» no es el número de un ejercicio, como 03.")
    return text.zfill(2)


def _seed(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise argparse.ArgumentTypeError(f"«{text}» no es un entero, desde 0 y sin signo.")
    return int(text)


def _positive(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"«{text}» no es un entero, desde 1.")
    return int(text)


def _path(text: str) -> Path:
    """Una ruta que sigue siendo la misma al dejar la carpeta actual."""
    return Path(text).absolute()


def _add_trust(order: argparse.ArgumentParser) -> None:
    order.add_argument(
        "--confiar",
        action="store_true",
        help="usa la carpeta de notas aunque no lleve tu marca: es tuya, de otro computador o de "
        "una versión anterior",
    )


def add_grade(commands: Any) -> None:
    """`curso calificar 03 descarga.zip`."""
    order = commands.add_parser(
        "calificar",
        help="califica las entregas de un curso",
        description="Califica una carpeta o el zip de la plataforma. Cada cuaderno corre en su "
        "propia caja, sin red ni acceso a tus archivos. Interrumpida, sigue donde quedó.",
    )
    order.add_argument("numero", metavar="NN", type=_exercise, help="el número del ejercicio: 03")
    order.add_argument("entregas", type=_path, help="la carpeta o el zip de la plataforma")
    order.add_argument(
        "--plataforma",
        choices=PLATFORMS,
        default="auto",
        help="de qué plataforma son los nombres; con «auto» lo dice la mayoría, y con «ninguna» "
        "cada carpeta o archivo es una entrega",
    )
    order.add_argument(
        "--semilla",
        type=_seed,
        metavar="N",
        help="de ella salen los datos con que se prueba cada respuesta; si no, se sortea una, que "
        "queda en las notas y se vuelve a usar",
    )
    order.add_argument(
        "--salida", type=_path, metavar="DIR", help="la carpeta de las notas; si no, notas/NN"
    )
    order.add_argument(
        "--procesos",
        type=_positive,
        default=os.cpu_count() or 1,
        metavar="N",
        help="cuántos a la vez",
    )
    order.add_argument(
        "--caja",
        choices=BOXES,
        default="bwrap",
        help="dónde corre el código ajeno; «ninguna» lo corre con tus permisos y lo dice en cada "
        "informe",
    )
    order.add_argument(
        "--ocultas", type=_path, metavar="ARCHIVO", help="más preguntas, en un .py que no publicas"
    )
    order.add_argument("--json", action="store_true", help="escribe el resumen como JSON")
    _add_trust(order)
    order.set_defaults(run=run_grade)


def add_export(commands: Any) -> None:
    """`curso exportar notas/01 --formato moodle --plantilla descargada.csv`."""
    order = commands.add_parser(
        "exportar",
        help="pasa las notas a la planilla de la plataforma",
        description="Rellena la planilla que descargaste de la plataforma, sin tocar lo demás.",
    )
    order.add_argument("notas", type=_path, help="la carpeta que dejó `curso calificar`")
    order.add_argument(
        "--formato", choices=("moodle", "canvas", "blackboard", "csv"), required=True
    )
    order.add_argument("--plantilla", type=_path, metavar="CSV", help="la planilla descargada")
    order.add_argument(
        "--columna", default="", metavar="NOMBRE", help="cómo empieza la columna de la nota"
    )
    order.add_argument(
        "--archivo", type=_path, metavar="CSV", help="dónde queda; si no, en la carpeta de notas"
    )
    order.add_argument(
        "--ignorar-ausentes",
        action="store_true",
        help="sigue aunque haya entregas de personas que no están en la planilla",
    )
    order.add_argument("--json", action="store_true", help="escribe el resumen como JSON")
    _add_trust(order)
    order.set_defaults(run=run_export)


def add_generate(commands: Any) -> None:
    """`curso generar [NN] [--verificar]`."""
    order = commands.add_parser(
        "generar",
        help="construye ejercicios y soluciones desde su fuente",
        description="De cada solutions/src/NN_tema.py salen el ejercicio, sin respuestas, y la "
        "solución ejecutada.",
    )
    order.add_argument("numeros", nargs="*", metavar="NN", help="cuáles; si no, todos")
    order.add_argument(
        "--verificar", action="store_true", help="no escribe: falla si alguno quedó atrás"
    )
    order.set_defaults(run=run_generate)


@contextlib.contextmanager
def _installed() -> Iterator[None]:
    """Lo que usa quien enseña no se le instala a quien estudia: si falta, se dice qué hacer."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise CommandError(
            f"Falta {error.name}, que usa quien enseña: {doctor.INSTALL}."
        ) from error


@_installed()
def run_grade(options: argparse.Namespace) -> None:
    """Califica, escribe los informes y muestra el resumen."""
    options.salida = options.salida or _path(f"notas/{options.numero}")
    with ground.neutral():
        _show_grades(_graded(options), options)


def _graded(options: argparse.Namespace) -> list[dict[str, Any]]:
    from tqdm import tqdm

    from course_lib.grading import files, grader, launch, ownership, plan, report, submissions

    try:
        hidden = _text(options.ocultas) if options.ocultas else ""
        exam = plan.Plan(options.numero, options.semilla or 0, options.caja, hidden=hidden)
        questions = exam.questions()
        out = files.outside(options.salida, options.entregas)
        ownership.check(out, trust=options.confiar)
        found = submissions.find(options.entregas, exam.exercise, options.plataforma)
        bar = tqdm(total=len(found), unit="entrega", disable=options.json, ascii=" =")
        with grader.only_one(out), bar:
            ownership.sign(out)
            if options.semilla is None:
                exam = replace(exam, seed=grader.seed_of(out))
            report.prepare(out, exam.exercise)
            results = grader.grade_class(
                options.entregas, found, exam, out, jobs=options.procesos, progress=bar.update
            )
            return report.write(out, results, _published(exam), questions)
    except launch.BoxError as error:
        raise CommandError(
            f"No puedo abrir la caja «{options.caja}»: {error}\nCorre `{command('doctor')}`: dice "
            "cómo arreglarlo."
        ) from error
    except (plan.GradingError, files.SourceError) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(
            f"No puedo usar «{error.filename or out}»: {error.strerror or error}."
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"No puedo leer «{path}» como texto en UTF-8.") from error


def _published(plan: Any) -> dict[str, str]:
    """Las huellas de la solución publicada, si está a mano."""
    from course_lib.grading import files, grader, submissions
    from course_lib.grading.question import NotAcceptedError

    with contextlib.suppress(NotAcceptedError, files.UnreadableError):
        for path in sorted((ROOT / "solutions").glob(f"{plan.exercise}_*.ipynb")):
            return dict(grader.marks(submissions.cells(path.read_bytes()), plan))
    return {}  # comparar con ella es un dato más: las notas no la necesitan


def _show_grades(scored: list[dict[str, Any]], options: argparse.Namespace) -> None:
    unread = [one for one in scored if not one["questions"]]
    if options.json:
        summary = {
            "entregas": len(scored),
            "ilegibles": [one["student"] for one in unread],
            "carpeta": str(options.salida),
            "aislado": options.caja != "ninguna",
        }
        print(json.dumps(summary, ensure_ascii=False))
        return
    for one in unread:
        print(f"Sin leer: {one['student']} ({one['notes'][0]})")
    print(f"{len(scored) - len(unread)} de {len(scored)} entregas calificadas.")
    if options.caja == "ninguna":
        print("Sin aislamiento: el código de cada entrega corrió con tus permisos.")
    print(f"El resumen: {options.salida / 'resumen.html'}")
    print(f"Para cambiar puntos a mano, escribe en {options.salida / 'ajustes.csv'} y repite.")


@_installed()
@ground.neutral()
def run_export(options: argparse.Namespace) -> None:
    """Rellena la planilla de la plataforma."""
    from course_lib.grading import export, ownership, plan, private, report, sheets

    try:
        ownership.check(options.notas, trust=options.confiar)
        grades = [
            export.Grade(
                one["student"],
                one["identifier"],
                sheets.number(one["points"]) if one["questions"] else "",
                one["grade"],
            )
            for one in report.read(options.notas)
        ]
        filled = _filled(options, grades)
        if options.confiar:
            ownership.sign(options.notas)
        target = options.archivo or options.notas / f"{options.formato}.csv"
        private.save(target, filled.content)
    except plan.GradingError as error:
        raise CommandError(str(error)) from error
    if options.json:
        summary = {
            "archivo": str(target),
            "notas": filled.written,
            "ausentes": list(filled.missing),
        }
        print(json.dumps(summary, ensure_ascii=False))
        return
    print(f"{filled.written} notas en {target}. Quien no tiene nota queda como estaba.")
    if filled.missing:
        print(f"No están en la planilla: {', '.join(filled.missing)}.")


def _filled(options: argparse.Namespace, grades: list[Any]) -> Any:
    from course_lib.grading import export, plan

    if options.formato == "csv":
        written = sum(bool(one.points) for one in grades)
        return export.Filled(export.plain(grades).encode(), written, ())
    if options.plantilla is None:
        raise plan.GradingError("Falta --plantilla: la planilla que descargaste de la plataforma.")
    return export.fill(
        options.plantilla,
        options.formato,
        grades,
        options.columna,
        skip_missing=options.ignorar_ausentes,
    )


def run_generate(options: argparse.Namespace) -> None:
    """Construye los cuadernos de ejercicios, o comprueba que estén al día."""
    tool = ROOT / "tools" / "notebooks.py"
    sources = sorted((ROOT / "solutions" / "src").glob("[0-9][0-9]_*.py"))
    wanted = {number.zfill(2) for number in options.numeros}
    chosen = [str(path) for path in sources if not wanted or path.stem[:2] in wanted]
    if not tool.exists() or not chosen:
        raise CommandError(
            "No encuentro la fuente de esos ejercicios: clona el repositorio y corre la orden ahí."
        )
    words = ["check"] if options.verificar else ["build", *chosen]
    encoding = {"PYTHONIOENCODING": f"{sys.stdout.encoding}:replace"}  # como en esta orden
    order = [sys.executable, str(tool), *words]
    if subprocess.run(order, env=os.environ | encoding, check=False).returncode:
        raise CommandError("Corre `curso generar` para ponerlos al día.")
