"""Los informes: uno por persona, el resumen del curso y `resumen.csv`.

Salen enteros de los resultados guardados y de `ajustes.csv`: los mismos datos dan los mismos
archivos, byte por byte.
"""

import base64
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from course_lib.grading.grader import GradingError, Result, save

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


def write(out: Path, results: Sequence[Result], published: Mapping[str, str]) -> list[Result]:
    """Escribe los informes y devuelve los resultados con su nota, lo ilegible primero.

    Argumentos:
        out: la carpeta de notas; si tiene `ajustes.csv`, se aplica.
        published: las huellas de la solución publicada, por función.
    """
    if not (out / ADJUSTMENTS).exists():
        save(out / ADJUSTMENTS, _csv([ADJUSTMENT_COLUMNS]))
    adjusted = _adjust(results, _read_adjustments(out / ADJUSTMENTS))
    owners = _owners(results, published)
    scored = [_scored(one) | {"equal": _equal_to(one, owners)} for one in adjusted]
    scored.sort(key=lambda one: bool(one["questions"]))
    (out / REPORTS).mkdir(parents=True, exist_ok=True)
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
    return _csv(rows)


def neutral(cell: object) -> str:
    """El texto de una celda, sin que una planilla lo tome por una fórmula."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def number(value: Any) -> str:
    """Un número con coma decimal y sin ceros de sobra."""
    return f"{Decimal(str(value)).normalize():f}".replace(".", ",")


def _csv(rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([neutral(cell) for cell in row] for row in rows)
    return "\ufeff" + file.getvalue()  # con la marca, Excel lee bien las tildes


def _who(result: Result) -> tuple[str, str]:
    return result["student"], result["identifier"]


def _scored(result: Result) -> Result:
    questions = result["questions"]
    points = sum((Decimal(str(one["earned"])) for one in questions), Decimal(0))
    total = sum((Decimal(str(one["points"])) for one in questions), Decimal(0))
    grade = grade_on_scale(points, total) if questions else ""
    return result | {"points": points, "total": total, "grade": grade}


def _read_adjustments(path: Path) -> dict[tuple[str, str, str], tuple[Decimal, str]]:
    found = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            try:
                name, identifier, question, points, reason = (
                    (row[key] or "").strip() for key in ADJUSTMENT_COLUMNS
                )
                value = Decimal(points.replace(",", "."))
            except (KeyError, ArithmeticError) as error:
                columns = ",".join(ADJUSTMENT_COLUMNS)
                raise GradingError(
                    f"«{path}», línea {line}: espero las columnas {columns}, con los puntos en "
                    "número."
                ) from error
            found[name.lstrip("'"), identifier, question] = value, reason or "sin motivo escrito"
    return found


def _adjust(
    results: Sequence[Result], adjustments: Mapping[tuple[str, str, str], tuple[Decimal, str]]
) -> list[Result]:
    """Cambia los puntos que pide `ajustes.csv`; uno que no calza con nadie es un error."""
    pending = dict(adjustments)
    adjusted = []
    for result in results:
        questions = []
        for question in result["questions"]:
            found = pending.pop((*_who(result), question["id"]), None)
            if found is not None:
                points, reason = found
                if not 0 <= points <= Decimal(str(question["points"])):
                    raise GradingError(
                        f"ajustes.csv: {number(points)} puntos en {question['id']}, que vale "
                        f"{number(question['points'])} ({result['student']})."
                    )
                question = question | {"earned": points, "state": "manual", "adjustment": reason}
            questions.append({"adjustment": ""} | question)
        adjusted.append(result | {"questions": questions})
    if pending:
        name, identifier, question = next(iter(pending))
        raise GradingError(
            f"ajustes.csv: no hay una pregunta {question!r} de «{name}» ({identifier or 'sin '}"
            "identificador): copia el nombre y el identificador de resumen.csv."
        )
    return adjusted


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


def _render(template: str, **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("course_lib.grading"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "code": _code}
    return environment.get_template(template).render(labels=LABELS, **values)
