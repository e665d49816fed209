"""Los informes: uno por persona, el resumen del curso y `resumen.csv`.

Salen enteros de los resultados guardados y de `ajustes.csv`: los mismos datos dan los mismos
archivos, byte por byte.
"""

import base64
import contextlib
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from course_lib.grading.grader import GradingError, Result, save
from course_lib.grading.question import Question

REPORTS, SUMMARY, TABLE = "informes", "resumen.html", "resumen.csv"
GRADES, ADJUSTMENTS = "notas.json", "ajustes.csv"
ADJUSTMENT_COLUMNS = ("estudiante", "identificador", "pregunta", "puntos", "motivo")
PUBLISHED = "la solución publicada"
PASSING = Decimal("0.6")  # la exigencia: con esta fracción de los puntos, un 4,0
LABELS = {
    "ok": "✓ correcta",
    "incorrecta": "✗ por corregir",
    "error_en_celda": "✗ con error",
    "tiempo_agotado": "✗ no terminó a tiempo",
    "proceso_terminado": "✗ cerró el proceso",
    "pendiente": "○ pendiente",
    "sin_funcion": "○ sin la función",
    "manual": "✎ ajustada a mano",
}


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
    _read_adjustments(out / ADJUSTMENTS)


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
    adjusted = _adjust(results, _read_adjustments(out / ADJUSTMENTS), _by_hand(questions))
    owners = _owners(results, published)
    scored = [_scored(one) | {"equal": _equal_to(one, owners)} for one in adjusted]
    scored.sort(key=lambda one: bool(one["questions"]))
    (out / REPORTS).mkdir(parents=True, exist_ok=True)
    slugs = {one["slug"] for one in scored}
    for old in (out / REPORTS).glob("*.html"):
        if old.stem not in slugs:
            old.unlink(missing_ok=True)
    for result in scored:
        html = _render("informe.html", title=f"Ejercicio {result['exercise']}", result=result)
        save(out / REPORTS / f"{result['slug']}.html", html)
    save(out / TABLE, table(scored))
    save(out / SUMMARY, _summary(scored, owners))
    save(out / GRADES, json.dumps(scored, ensure_ascii=False, indent=1, default=str))
    return scored


def read(out: Path) -> list[Result]:
    """Los resultados con su nota, como los dejó `write`."""
    try:
        return list(json.loads((out / GRADES).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise GradingError(
            f"«{out}» no tiene notas: corre antes `curso calificar … --salida {out}`."
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


def is_formula(text: str) -> bool:
    """Si una planilla podría tomar el texto por una fórmula."""
    return text.lstrip().startswith(tuple("=+-@＝＋－＠"))


def neutral(cell: object) -> str:
    """El texto de una celda: una sola línea que ninguna planilla toma por una fórmula."""
    text = re.sub(r"[\r\n]+", " ", str(cell))
    return f"'{text}" if is_formula(text) else text


def number(value: Any) -> str:
    """Un número con coma decimal y sin ceros de sobra."""
    return f"{Decimal(str(value)).normalize():f}".replace(".", ",")


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """El texto de un CSV que Excel en español abre en columnas."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return "\ufeff" + file.getvalue()  # con la marca, Excel lee bien las tildes


def _who(result: Result) -> tuple[str, str]:
    return result["student"].strip(), result["identifier"].strip()


def _scored(result: Result) -> Result:
    questions = result["questions"]
    points = sum((Decimal(str(one["earned"])) for one in questions), Decimal(0))
    total = sum((Decimal(str(one["points"])) for one in questions), Decimal(0))
    grade = grade_on_scale(points, total) if questions else ""
    return result | {"points": points, "total": total, "grade": grade}


Adjustments = Mapping[tuple[str, str, str], tuple[Decimal, str]]


def _read_adjustments(path: Path) -> Adjustments:
    """Los ajustes, por persona y pregunta; también los que guardó Excel."""
    found: dict[tuple[str, str, str], tuple[Decimal, str]] = {}
    text = _decoded(path) if path.exists() else ""
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
    except (csv.Error, ValueError) as error:
        raise GradingError(f"«{path}», línea {reader.line_num}: {error}.") from error
    return found


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise GradingError(f"«{path}» no es texto: guárdalo como «CSV UTF-8».")


def _adjustment(row: Mapping[str, Any]) -> tuple[tuple[str, str, str], tuple[Decimal, str]]:
    try:
        cells = [_original((row[key] or "").strip()) for key in ADJUSTMENT_COLUMNS]
        name, identifier, question, points, reason = cells
        value = Decimal(points.replace(",", "."))
    except (KeyError, ArithmeticError):
        value = Decimal("nan")
    if not value.is_finite():
        columns = ";".join(ADJUSTMENT_COLUMNS)
        raise ValueError(f"espero las columnas {columns}, con los puntos en número")
    return (name, identifier, question), (value, reason or "sin motivo escrito")


def _original(cell: str) -> str:
    """El texto que `neutral` cambió."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def _by_hand(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Las preguntas de una entrega que no se pudo leer y que alguien califica a mano."""
    blank = {"earned": 0, "state": "manual", "message": "", "hint": ""}
    return [{"id": one.id, "title": one.title, "points": one.points} | blank for one in questions]


def _adjust(
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
                    {"adjustment": "", "notes": []}
                    | _adjusted(one, pending.pop((*_who(result), one["id"]), None))
                    for one in questions
                ]
            }
        )
    if pending:
        name, identifier, question = next(iter(pending))
        raise GradingError(
            f"ajustes.csv: no hay una pregunta {question!r} de «{name}» (identificador: "
            f"«{identifier}»): copia el nombre y el identificador de resumen.csv."
        )
    return adjusted


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


def _owners(
    results: Sequence[Result], published: Mapping[str, str]
) -> dict[tuple[str, str], list[str]]:
    """De cada función y su huella, quiénes la entregaron."""
    owners: dict[tuple[str, str], list[str]] = {}
    for name, mark in sorted(published.items()):
        owners.setdefault((name, mark), []).append(PUBLISHED)
    for result in results:
        for item in sorted(result["prints"].items()):
            owners.setdefault(item, []).append(result["student"])
    return {item: names for item, names in sorted(owners.items()) if len(names) > 1}


def _equal_to(result: Result, owners: Mapping[tuple[str, str], list[str]]) -> list[str]:
    """Qué funciones de una persona son iguales, salvo los nombres, a las de otra."""
    equal = []
    for name, mark in sorted(result["prints"].items()):
        if others := list(owners.get((name, mark), [])):
            others.remove(result["student"])
            equal.append(f"{name} = {_listed(others)}")
    return equal


def _listed(names: Sequence[str], most: int = 6) -> str:
    rest = [f"{len(names) - most} más"] if len(names) > most else []
    return ", ".join([*names[:most], *rest])


def _question_ids(results: Sequence[Result]) -> list[str]:
    return list(dict.fromkeys(q["id"] for one in results for q in one["questions"]))


def _summary(results: Sequence[Result], owners: Mapping[tuple[str, str], list[str]]) -> str:
    graded = [one for one in results if one["questions"]]
    titles = {q["id"]: f"{q['id']} {q['title']}" for one in graded for q in one["questions"]}
    counts = {name: Counter[str]() for name in titles}
    hints: dict[str, Counter[str]] = {name: Counter() for name in titles}
    for one in graded:
        for question in one["questions"]:
            counts[question["id"]][question["state"]] += 1
            if question["hint"]:
                hints[question["id"]][question["hint"]] += 1
    states = [state for state in LABELS if any(count[state] for count in counts.values())]
    points = [one["points"] for one in graded]
    figure, alt = _figure(counts, states) if graded else (b"", "")
    return _render(
        "resumen.html",
        title=f"Ejercicio {results[0]['exercise']}: resumen del curso",
        graded=graded,
        unreadable=[one for one in results if not one["questions"]],
        isolated=all(one["isolated"] for one in results),
        mean=(sum(points) / len(points)).quantize(Decimal("0.1")) if points else 0,
        total=graded[0]["total"] if graded else 0,
        states=states,
        per_question=[(titles[name], count) for name, count in counts.items()],
        mistakes=[
            (name, count, hint)
            for name, counter in hints.items()
            for hint, count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:3]
        ],
        equal=[(name, _listed(names, 12)) for (name, _), names in owners.items()],
        figure=base64.b64encode(figure).decode(),
        alt=alt,
    )


def _figure(counts: Mapping[str, Counter[str]], states: Sequence[str]) -> tuple[bytes, str]:
    """Barras apiladas: cuántas entregas de cada estado por pregunta."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    looks = {
        "ok": ("#00503C", ""),
        "error_en_celda": ("#C2470A", "xx"),
        "tiempo_agotado": ("#C2470A", ".."),
        "proceso_terminado": ("#C2470A", "\\\\"),
        "pendiente": ("#C9CED6", ""),
        "sin_funcion": ("#C9CED6", ".."),
        "manual": ("#5B3FA0", "++"),
    }
    figure = Figure(figsize=(8, 0.5 * len(counts) + 1.6), layout="constrained")
    axes = figure.subplots()
    names, left = list(counts), [0] * len(counts)
    for state in states:
        color, hatch = looks.get(state, ("#C2470A", "//"))
        widths = [counts[name][state] for name in names]
        axes.barh(
            names,
            widths,
            left=left,
            color=color,
            hatch=hatch,
            edgecolor="white",
            label=LABELS[state],
        )
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set(xlabel="entregas", ylabel="pregunta")
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper left", ncols=4, frameon=False)
    file = io.BytesIO()
    FigureCanvasAgg(figure).print_png(file, metadata={"Software": None})  # type: ignore[no-untyped-call]
    best = {name: f"{count['ok']} de {sum(count.values())}" for name, count in counts.items()}
    alt = "Barras apiladas por pregunta. Respuestas correctas: " + "; ".join(
        f"{name}, {share}" for name, share in best.items()
    )
    return file.getvalue(), alt + "."


def _code(words: str) -> Markup:
    """Lo que va entre comillas invertidas, como código; lo demás, escapado."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(words)))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("course_lib.grading"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "code": _code}
    return environment


def _render(template: str, **values: object) -> str:
    return _environment().get_template(template).render(labels=LABELS, **values)
