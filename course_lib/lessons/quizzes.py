"""Cuestionarios y ejercicios cortos, aparte para que la lección no muestre las respuestas."""

import tomllib
from typing import Any

from course_lib.checks import suggest
from course_lib.grading.inline import check_value
from course_lib.lab.widgets import Question
from course_lib.lessons import rooms


def load(lesson: str) -> list[Question]:
    """Las preguntas de una lección, listas para `widgets.quiz`.

    Argumentos:
        lesson: su número, como "00"; están en el `quiz.toml` de su sala.
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
    return tomllib.loads((rooms.folder(lesson) / "quiz.toml").read_text(encoding="utf-8"))
