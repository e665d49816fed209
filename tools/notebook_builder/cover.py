"""La portada del README: una figura de la lección 01, copiada de su cuaderno."""

import base64

from notebook_builder.course import Course
from notebook_builder.document import LESSON
from notebook_builder.files import read_notebook

COVER = "docs/portada.png"
COVER_LESSON, COVER_CALL = "01_regularizacion_l2", "figures.gap("


def read_cover(course: Course) -> bytes | None:
    """La figura de la lección 01 que abre el README, tal como está en el cuaderno construido."""
    lesson = course.get(LESSON, COVER_LESSON)
    if lesson is None or not lesson.target.exists():
        return None
    cells = [cell for cell in read_notebook(lesson).cells if COVER_CALL in cell.source]
    pictures = [
        output["data"]["image/png"]
        for cell in cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    return base64.b64decode(pictures[0]) if pictures else None
