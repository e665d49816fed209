"""Tu avance: qué ejecutaste, apostaste, respondiste y resolviste en tu copia, y cuánto te queda."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib import memory
from course_lib.grading.question import load

TITLE = re.compile(r"^# \d+ · (?:Ejercicio: )?(.+)$", re.MULTILINE)
READING = re.compile(r"^- \*\*(?:Lectura|Tiempo)\*\*: ([^.\n]+)", re.MULTILINE)
MINUTES = re.compile(r"(\d+)(?: a (\d+))? minutos")
BET = re.compile(r"widgets\.prediction\(.*?\bkey=\"([^\"]+)\"", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """Cuánto va de algo: 3 de 5."""

    done: int
    total: int

    @property
    def left(self) -> float:
        """La fracción que falta, entre 0 y 1."""
        return 1 - self.done / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.done} de {self.total}"


@dataclass(frozen=True)
class Step:
    """Una lección o un ejercicio.

    Atributos:
        name: el de su archivo, para abrirlo.
        work: las celdas ejecutadas de una lección, o las preguntas correctas de un ejercicio.
        bets, answered, right: las apuestas hechas, y lo respondido y acertado del cuestionario.
        minutes: los que toma entero, según su ficha.
    """

    name: str
    title: str
    work: Part
    minutes: float
    bets: Part = Part(0, 0)
    answered: Part = Part(0, 0)
    right: int = 0

    @property
    def is_lesson(self) -> bool:
        return self.answered.total > 0

    @property
    def complete(self) -> bool:
        """Si está todo hecho; el cuestionario basta responderlo."""
        return not any(part.left for part in (self.work, self.bets, self.answered))

    @property
    def left(self) -> float:
        """Los minutos que quedan, si lo que falta toma lo mismo que lo hecho."""
        return self.minutes * self.work.left


def steps(root: Path, notes: Mapping[memory.Key, memory.Note]) -> list[Step]:
    """Lo que hay en el curso, en el orden en que se estudia: cada lección y su ejercicio."""
    lessons = {path: _cells(path) for path in sorted((root / "notebooks").glob("[0-9]*.ipynb"))}
    # De una celda igual en dos lecciones, como la que instala el curso, no se sabría de cuál es
    times = Counter(_source(cell) for cells in lessons.values() for cell in cells)
    found = []
    for path, cells in lessons.items():
        found.append(_lesson(path, [one for one in cells if times[_source(one)] == 1], notes))
        for exercise in sorted((root / "exercises").glob(f"{path.stem[:2]}_*.ipynb")):
            found.append(_exercise(exercise, notes))
    return found


def dates(notes: Mapping[memory.Key, memory.Note]) -> tuple[str, str]:
    """El primer día y el último, como «28-11-2026»."""
    days = sorted(note.when[:10] for note in notes.values())
    first, last = ("-".join(reversed(day.split("-"))) for day in (days[0], days[-1]))
    return first, last


def _lesson(
    path: Path, cells: Sequence[Mapping[str, Any]], notes: Mapping[memory.Key, memory.Note]
) -> Step:
    from course_lib.lessons import quizzes  # trae los widgets, que tardan

    code = [cell for cell in cells if cell["cell_type"] == "code"]
    keys = BET.findall("\n".join(map(_source, code)))
    asked = quizzes.load(path.stem[:2])
    title, minutes = _about(cells)
    return Step(
        path.stem,
        title,
        Part(sum(memory.ran(cell, notes) for cell in code), len(code)),
        minutes,
        Part(sum((memory.BET, key) in notes for key in keys), len(keys)),
        Part(sum((memory.ANSWER, one.text) in notes for one in asked), len(asked)),
        sum(_is_right(one, notes) for one in asked),
    )


def _exercise(path: Path, notes: Mapping[memory.Key, memory.Note]) -> Step:
    number = path.stem[:2]
    asked = [one.id for one in load().values() if one.exercise == number]
    verdicts = [notes.get((memory.VERDICT, one)) for one in asked]
    title, minutes = _about(_cells(path))
    right = sum(verdict is not None and verdict.value == "ok" for verdict in verdicts)
    return Step(path.stem, title, Part(right, len(asked)), minutes)


def _is_right(one: Any, notes: Mapping[memory.Key, memory.Note]) -> bool:
    chosen = notes.get((memory.ANSWER, one.text))
    return chosen is not None and chosen.value == one.answer


def _about(cells: Sequence[Mapping[str, Any]]) -> tuple[str, float]:
    """El título y los minutos de la ficha: «10 minutos, más 40 a 60» son 60."""
    text = "\n".join(_source(cell) for cell in cells if cell["cell_type"] == "markdown")
    title, reading = TITLE.search(text), READING.search(text)
    spans = MINUTES.findall(reading[1]) if reading else []
    minutes = sum((int(low) + int(high or low)) / 2 for low, high in spans)
    words = title[1] if title else ""
    return words[:1].upper() + words[1:], minutes


def _cells(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])
