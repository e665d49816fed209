"""Las preguntas de los cuestionarios, aparte para que la lección no muestre las respuestas."""

import tomllib

from course_lib.datasets import DATA
from course_lib.widgets import Question


def load(lesson: str) -> list[Question]:
    """Las preguntas de una lección, listas para `widgets.quiz`.

    Argumentos:
        lesson: su número, como "00"; el archivo es course_lib/data/quizzes/00.toml.
    """
    path = DATA / "quizzes" / f"{lesson}.toml"
    if not path.exists():
        known = ", ".join(sorted(file.stem for file in path.parent.glob("*.toml")))
        raise ValueError(f"No hay cuestionario para la lección {lesson!r}. Hay: {known}.")
    with path.open("rb") as file:
        return [Question(**fields) for fields in tomllib.load(file)["question"]]
