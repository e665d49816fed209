"""Los ajustes: los puntos que alguien cambia a mano, con su motivo, en `ajustes.csv`."""

import contextlib
import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from course_lib.grading import private
from course_lib.grading.grader import Result
from course_lib.grading.plan import GradingError
from course_lib.grading.question import Question
from course_lib.grading.sheets import number, original

ADJUSTMENTS = "ajustes.csv"
ADJUSTMENT_COLUMNS = ("estudiante", "identificador", "pregunta", "puntos", "motivo")
Adjustments = Mapping[tuple[str, str, str], tuple[Decimal, str]]


def read(path: Path) -> Adjustments:
    """Los ajustes, por persona y pregunta; también los que guardó Excel."""
    found: dict[tuple[str, str, str], tuple[Decimal, str]] = {}
    text = _text(path)
    header = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""),
        delimiter=max(",;\t", key=header.count),
        restkey="",
    )
    try:
        for row in reader:
            if any("".join(cell or "").strip() for cell in row.values()):
                key, value = _adjustment(row)
                if key in found:
                    raise ValueError(f"repite la pregunta {key[2]} de «{key[0]}»")
                found[key] = value
    except csv.Error as error:
        raise GradingError(
            f"«{path}»: desde la línea {reader.line_num + 1} hay una celda demasiado larga; ¿falta "
            "cerrar una comilla?"
        ) from error
    except ValueError as error:
        raise GradingError(f"«{path}», línea {reader.line_num}: {error}.") from error
    return found


def by_hand(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Las preguntas de una entrega que no se pudo leer y que alguien califica a mano."""
    blank = {"earned": 0, "state": "manual", "message": "", "hint": ""}
    return [{"id": one.id, "title": one.title, "points": one.points} | blank for one in questions]


def apply(
    results: Sequence[Result], adjustments: Adjustments, by_hand: Sequence[dict[str, Any]]
) -> list[Result]:
    """Cambia los puntos que pide `ajustes.csv`; uno que no calza con nadie es un error."""
    pending = dict(adjustments)
    people = {key[:2] for key in adjustments}
    adjusted = []
    for result in results:
        questions = result["questions"] or (by_hand if _who(result) in people else [])
        adjusted.append(
            result
            | {
                "questions": [
                    {"adjustment": "", "notes": [], "told": False}
                    | _adjusted(one, pending.pop((*_who(result), one["id"]), None))
                    for one in questions
                ]
            }
        )
    if pending:
        name, identifier, question = next(iter(pending))
        if alike := [one["student"] for one in results if one["student"].startswith(f"{name} (")]:
            raise GradingError(
                f"ajustes.csv: hay más de una entrega a nombre de «{name}»; di cuál es como la "
                f"nombra resumen.csv: {', '.join(f'«{one}»' for one in alike[:5])}."
            )
        raise GradingError(
            f"ajustes.csv: no hay una pregunta {question!r} de «{name}» (identificador: "
            f"«{identifier}»): copia el nombre y el identificador de resumen.csv."
        )
    return adjusted


def _text(path: Path) -> str:
    """El texto del archivo, o nada si no está."""
    try:
        content = private.read(path)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise GradingError(f"No puedo leer «{path}»: {error.strerror}.") from error
    for encoding in ("utf-8-sig", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise GradingError(f"«{path}» no es texto: guárdalo como «CSV UTF-8».")


def _adjustment(row: Mapping[str, Any]) -> tuple[tuple[str, str, str], tuple[Decimal, str]]:
    try:
        cells = [original((row[key] or "").strip()) for key in ADJUSTMENT_COLUMNS]
        name, identifier, question, points, reason = cells
        value = Decimal(points.replace(",", "."))
    except (KeyError, ArithmeticError):
        value = Decimal("nan")
    if not value.is_finite():
        columns = ";".join(ADJUSTMENT_COLUMNS)
        raise ValueError(f"espero las columnas {columns}, con los puntos en número")
    return (name, identifier, question), (value, reason or "sin motivo escrito")


def _adjusted(question: dict[str, Any], adjustment: tuple[Decimal, str] | None) -> dict[str, Any]:
    if adjustment is None:
        return question
    points, reason = adjustment
    if not 0 <= points <= Decimal(str(question["points"])):
        raise GradingError(
            f"ajustes.csv: {number(points)} puntos en {question['id']}, que vale "
            f"{number(question['points'])}."
        )
    return question | {"earned": points, "state": "manual", "adjustment": reason}


def _who(result: Result) -> tuple[str, str]:
    return result["student"].strip(), result["identifier"].strip()
