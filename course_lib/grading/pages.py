"""Las páginas: el informe de una persona y el resumen del curso, cada uno en un solo HTML."""

import base64
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from course_lib.grading.grader import Result
from course_lib.grading.sheets import number

MOST_EQUAL = 50  # grupos de personas con funciones iguales que se muestran
MOST_NAMED = 12  # funciones de cada grupo
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


def summary(results: Sequence[Result], owners: Mapping[tuple[str, str], Mapping[str, str]]) -> str:
    """El resumen del curso: cuántas correctas, los errores más comunes y quiénes coinciden."""
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
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for (name, _), people in owners.items():
        groups.setdefault(tuple(people.items()), []).append(name)
    figure, alt = _figure(counts, states) if graded else (b"", "")
    return render(
        "resumen.html",
        title=f"Ejercicio {results[0]['exercise']}: resumen del curso",
        graded=graded,
        unreadable=[one for one in results if not one["questions"]],
        isolated=all(one["isolated"] for one in results),
        weaknesses=sorted({lack for one in results for lack in one.get("weaknesses", [])}),
        mean=(sum(points) / len(points)).quantize(Decimal("0.1")) if points else 0,
        total=graded[0]["total"] if graded else 0,
        states=states,
        per_question=[(titles[name], count) for name, count in counts.items()],
        mistakes=[
            (name, count, hint)
            for name, counter in hints.items()
            for hint, count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:3]
        ],
        equal=[
            (names[:MOST_NAMED], len(names[MOST_NAMED:]), listed([who for _, who in people], 12))
            for people, names in groups.items()
        ][:MOST_EQUAL],
        more_equal=max(len(groups) - MOST_EQUAL, 0),
        figure=base64.b64encode(figure).decode(),
        alt=alt,
    )


def listed(names: Sequence[str], most: int = 6) -> str:
    """Los primeros nombres, y cuántos más hay."""
    rest = [f"{len(names) - most} más"] if len(names) > most else []
    return ", ".join([*names[:most], *rest])


def first(items: Sequence[str], most: int = 10) -> list[str]:
    """Los primeros, y cuántos más hay: lo que entrega una persona no tiene tope."""
    rest = len(items) - most
    return [*items[:most], f"y {rest} más"] if rest > 0 else list(items)


def render(template: str, **values: object) -> str:
    """Una plantilla de `templates/` con sus valores; todo lo ajeno queda escapado."""
    return _environment().get_template(template).render(labels=LABELS, **values)


def _figure(counts: Mapping[str, Counter[str]], states: Sequence[str]) -> tuple[bytes, str]:
    """Barras apiladas: cuántas entregas de cada estado por pregunta."""
    import matplotlib

    with matplotlib.rc_context(matplotlib.rcParamsDefault):  # sin el matplotlibrc de nadie
        return _bars(counts, states)


def _bars(counts: Mapping[str, Counter[str]], states: Sequence[str]) -> tuple[bytes, str]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

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
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))  # no hay media entrega
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
