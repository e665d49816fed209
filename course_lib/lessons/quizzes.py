"""Cuestionarios y ejercicios cortos, aparte para que la lección no muestre las respuestas."""

import tomllib
from typing import Any

from course_lib.checks import suggest
from course_lib.datasets import DATA
from course_lib.grading.inline import check_value
from course_lib.widgets import Question


def load(lesson: str) -> list[Question]:
    """Las preguntas de una lección, listas para `widgets.quiz`.

    Argumentos:
        lesson: su número, como "00"; el archivo es course_lib/data/quizzes/00.toml.
    """
    return [Question(**fields) for fields in _read(lesson)["question"]]


def check(lesson: str, **answers: Any) -> None:
    """Revisa los ejercicios cortos de una lección: `check("00", w_1=w_1)`.

    Argumentos:
        lesson: su número.
        answers: lo respondido, con el nombre del ejercicio; None es «todavía no».
    """
    exercises = _read(lesson)["exercise"]
    for name, answer in answers.items():
        if name not in exercises:
            raise ValueError(f"Ejercicio desconocido: {name!r}. {suggest(name, exercises)}")
        hints = {mistake["hint"]: mistake["value"] for mistake in exercises[name]["mistake"]}
        check_value(name, answer, exercises[name]["answer"], mistakes=hints)


def _read(lesson: str) -> dict[str, Any]:
    path = DATA / "quizzes" / f"{lesson}.toml"
    if not path.exists():
        known = ", ".join(sorted(file.stem for file in path.parent.glob("*.toml")))
        raise ValueError(f"No hay preguntas para la lección {lesson!r}. Hay: {known}.")
    with path.open("rb") as file:
        return tomllib.load(file)
