"""Lo que la ficha dice del tiempo."""

from notebook_builder.course import Course
from notebook_builder.document import SOLUTION, Document

NOT_MEASURED = "aún sin medir"


def time_text(course: Course, document: Document) -> str:
    """Redacta el tiempo medido; el de un ejercicio es el de su solución."""
    measured = document if document.is_executed else Document(course.root, SOLUTION, document.slug)
    seconds = course.times.get(measured.name)
    if seconds is None:
        return NOT_MEASURED
    rounded = 5 * -(-seconds // 5)
    return f"unos {rounded} s en 2 núcleos y sin GPU"
