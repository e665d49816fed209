"""Los informes: uno por persona, el resumen del curso y `resumen.csv`.

Salen enteros de los resultados guardados y de `ajustes.csv`: los mismos datos dan los mismos
archivos, byte por byte.
"""

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from course_lib.grading import adjustments, pages, private
from course_lib.grading.adjustments import ADJUSTMENT_COLUMNS, ADJUSTMENTS
from course_lib.grading.grader import GRADES, Result
from course_lib.grading.letters import look
from course_lib.grading.plan import GradingError
from course_lib.grading.private import save
from course_lib.grading.question import Question
from course_lib.grading.sheets import as_csv, number
from course_lib.terminal import command

REPORTS, SUMMARY, TABLE = "informes", "resumen.html", "resumen.csv"
PUBLISHED = "la solución publicada"
Owners = Mapping[tuple[str, str], Mapping[str, str]]
PASSING = Decimal("0.6")  # la exigencia: con esta fracción de los puntos, un 4,0


def prepare(out: Path, exercise: str) -> None:
    """Revisa la carpeta de notas antes de calificar, para no descubrirlo al final."""
    graded: list[Result] = []
    with contextlib.suppress(GradingError):
        graded = read(out)
    if others := {one["exercise"] for one in graded} - {exercise}:
        raise GradingError(
            f"«{out}» tiene las notas del ejercicio {others.pop()}: elige otra carpeta con "
            "--salida."
        )
    adjustments.read(out / ADJUSTMENTS)


def write(
    out: Path,
    results: Sequence[Result],
    published: Mapping[str, str],
    questions: Sequence[Question] = (),
) -> list[Result]:
    """Escribe los informes y devuelve los resultados con su nota, lo ilegible primero.

    Argumentos:
        out: la carpeta de notas; si tiene `ajustes.csv`, se aplica.
        published: las huellas de la solución publicada, por función.
        questions: las del ejercicio, para calificar a mano lo que no se pudo leer.
    """
    if not (out / ADJUSTMENTS).exists():
        save(out / ADJUSTMENTS, as_csv([ADJUSTMENT_COLUMNS]))
    adjusted = adjustments.apply(
        results, adjustments.read(out / ADJUSTMENTS), adjustments.by_hand(questions)
    )
    owners = _owners(results, published)
    scored = [_scored(one) | {"equal": _equal_to(one, owners, published)} for one in adjusted]
    scored.sort(key=lambda one: bool(one["questions"]))
    private.ensure(out / REPORTS)
    slugs = {one["slug"] for one in scored}
    for old in (out / REPORTS).glob("*.html"):
        if old.stem not in slugs:
            old.unlink(missing_ok=True)
    for result in scored:
        html = pages.render("informe.html", title=f"Ejercicio {result['exercise']}", result=result)
        save(out / REPORTS / f"{result['slug']}.html", html)
    save(out / TABLE, table(scored))
    save(
        out / SUMMARY,
        pages.summary(scored, owners),
    )
    save(out / GRADES, json.dumps(scored, ensure_ascii=False, indent=1, default=str))
    return scored


def read(out: Path) -> list[Result]:
    """Los resultados con su nota, como los dejó `write`."""
    try:
        return [dict(one) for one in json.loads(private.read(out / GRADES))]
    except (OSError, ValueError, TypeError) as error:
        raise GradingError(
            f"«{out}» no tiene notas: corre antes `{command(f'calificar … --salida {out}')}`."
        ) from error


def grade_on_scale(points: Decimal, total: Decimal) -> str:
    """La nota chilena, de 1,0 a 7,0, con 60 % de exigencia y redondeada a un decimal."""
    share = points / total
    if share < PASSING:
        value = 1 + 3 * share / PASSING
    else:
        value = 4 + 3 * (share - PASSING) / (1 - PASSING)
    return str(value.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")


def table(results: Sequence[Result]) -> str:
    """`resumen.csv`: una fila por persona."""
    ids = _question_ids(results)
    about = ("estudiante", "identificador", "archivo", "estado", "puntos", "nota")
    rows: list[Sequence[object]] = [(*about, *ids, "avisos", "iguales")]
    for one in results:
        earned = {question["id"]: number(question["earned"]) for question in one["questions"]}
        points = number(one["points"]) if one["questions"] else ""
        row = [one["student"], one["identifier"], one["file"], one["state"], points, one["grade"]]
        row += [earned.get(name, "") for name in ids]
        rows.append([*row, " · ".join(one["notes"]), " · ".join(one["equal"])])
    return as_csv(rows)


def _scored(result: Result) -> Result:
    questions = result["questions"]
    points = sum((Decimal(str(one["earned"])) for one in questions), Decimal(0))
    total = sum((Decimal(str(one["points"])) for one in questions), Decimal(0))
    grade = grade_on_scale(points, total) if questions else ""
    return result | {"points": points, "total": total, "grade": grade}


def _owners(results: Sequence[Result], published: Mapping[str, str]) -> Owners:
    """De cada función y su huella, quiénes la entregaron: su archivo y cómo nombrarlos.

    La función puede llamarse de otro modo en cada entrega: vale el primer nombre. Las respuestas
    van antes que las ayudas, que pueden ser muchas.
    """
    names: dict[str, set[str]] = {}
    owners: dict[str, dict[str, str]] = {}
    everyone = ((one["slug"], _label(one), one["prints"]) for one in results)
    for slug, who, prints in [("", PUBLISHED, published), *everyone]:
        for name, mark in prints.items():
            names.setdefault(mark, set()).add(name)
            owners.setdefault(mark, {})[slug] = who
    shared = (mark for mark, people in owners.items() if len(people) > 1)
    named = [(min(names[mark], key=_order(published)), mark) for mark in shared]
    named.sort(key=lambda pair: (_order(published)(pair[0]), pair[1]))
    return {(name, mark): owners[mark] for name, mark in named}


def _order(published: Mapping[str, str]) -> Callable[[str], tuple[bool, str]]:
    """El orden de las funciones: primero las respuestas, que también están en la solución.

    `ridge (2)` es otra definición de `ridge`.
    """
    return lambda name: (name.partition(" ")[0] not in published, name)


def _label(result: Result) -> str:
    """Cómo nombrar a una persona sin confundirla con otra ni con la solución."""
    name, identifier = result["student"], result["identifier"]
    if look(PUBLISHED) in look(name):
        name = f"una persona que se llama «{name}»"
    return f"{name} ({identifier})" if identifier else str(name)


def _equal_to(result: Result, owners: Owners, published: Mapping[str, str]) -> list[str]:
    """Qué funciones de una persona son iguales, salvo los nombres, a las de otras.

    Las que comparte con las mismas personas van juntas: así muchas no tapan a ninguna.
    """
    shared = {mark: people for (_, mark), people in owners.items()}
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(result["prints"], key=_order(published)):
        people = shared.get(result["prints"][name], {})
        if others := tuple(label for slug, label in people.items() if slug != result["slug"]):
            groups.setdefault(others, []).append(name)
    return pages.first([
        f"{pages.listed(names)} = {pages.listed(others)}" for others, names in groups.items()
    ])


def _question_ids(results: Sequence[Result]) -> list[str]:
    return list(dict.fromkeys(q["id"] for one in results for q in one["questions"]))
