"""Lo que la ficha dice del tiempo: medido o calculado, nunca escrito a mano."""

from collections.abc import Sequence

from nbformat import NotebookNode

from notebook_builder.course import Course
from notebook_builder.document import SOLUTION, Document
from notebook_builder.folding import DEEPER
from notebook_builder.reading import Reading, measure, split

NOT_MEASURED = "aún sin medir"


def time_text(course: Course, document: Document) -> str:
    """Redacta el tiempo medido; el de un ejercicio es el de su solución."""
    measured = document if document.is_executed else Document(course.root, SOLUTION, document.slug)
    seconds = course.times.get(measured.name)
    if seconds is None:
        return NOT_MEASURED
    rounded = 5 * -(-seconds // 5)
    return f"unos {rounded} s en 2 núcleos y sin GPU"


def times_text(
    course: Course,
    document: Document,
    cells: Sequence[NotebookNode],
    executed: Sequence[NotebookNode],
) -> str:
    """Redacta los minutos del camino principal, los de «Para profundizar» y la ejecución."""
    road, deeper = map(measure, split(cells), split(executed))
    text = f"unos {road.total} minutos ({parts(road)})."
    if deeper.total:
        text += f" «{DEEPER}» suma unos {deeper.total}."
    return f"{text} Ejecución: {time_text(course, document)}."


def parts(reading: Reading) -> str:
    """Enumera en qué se van los minutos: «18 de lectura, 6 de código y 5 de figuras»."""
    names = {"text": "lectura", "code": "código", "figures": "figuras", "exercises": "ejercicios"}
    told = [
        f"{getattr(reading, part)} de {name}"
        for part, name in names.items()
        if getattr(reading, part)
    ]
    return " y ".join([", ".join(told[:-1]), told[-1]] if told[1:] else told)
