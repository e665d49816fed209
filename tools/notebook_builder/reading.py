"""Cuánto toma leer un cuaderno: sus palabras, su código, sus figuras y sus ejercicios."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nbformat import NotebookNode

from notebook_builder.folding import is_check, is_deeper

WORDS_A_MINUTE = 150
SECONDS_A_LINE, SECONDS_A_FIGURE = 3, 45
MINUTES = re.compile(r"^#{2,} .*\b(\d+) minutos?\)$", re.MULTILINE)


def prose(source: str) -> str:
    """El texto sin código, fórmulas, etiquetas HTML ni direcciones."""
    text = re.sub(r"^```.*?^```", " ", source, flags=re.DOTALL | re.MULTILINE)
    for pattern in (r"`[^`]*`", r"\$\$.*?\$\$", r"\$[^$]*\$", r"<[^>]+>"):
        text = re.sub(pattern, " ", text, flags=re.DOTALL)
    return re.sub(r"https?://\S+", " ", re.sub(r"\]\([^)]*\)", "]", text))


def words(source: str) -> int:
    """Cuenta las palabras a la vista: las pistas de un `<details>` son parte del ejercicio."""
    shown = re.sub(r"<details.*?</details>", " ", source, flags=re.DOTALL)
    return len(re.findall(r"\w+", prose(shown)))


@dataclass(frozen=True)
class Reading:
    """Los minutos de una parte del cuaderno, por lo que se hace en ellos."""

    text: int
    code: int
    figures: int
    exercises: int

    @property
    def total(self) -> int:
        return self.text + self.code + self.figures + self.exercises


def measure(cells: list[NotebookNode], executed: list[NotebookNode]) -> Reading:
    """Mide una parte: el texto y el código, en `cells`; las figuras, en lo ejecutado."""
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    shown = [cell.source for cell in cells if cell.cell_type == "code" and not is_check(cell)]
    lines = sum(len(source.splitlines()) for source in shown)
    return Reading(
        text=minutes(60 * sum(map(words, texts)) / WORDS_A_MINUTE),
        code=minutes(SECONDS_A_LINE * lines),
        figures=minutes(SECONDS_A_FIGURE * figures(executed)),
        exercises=sum(int(number) for text in texts for number in MINUTES.findall(text)),
    )


def minutes(seconds: float) -> int:
    """Redondea hacia arriba: es mejor que sobre tiempo a que falte."""
    return int(-(-seconds // 60))


def figures(cells: Iterable[NotebookNode]) -> int:
    """Cuenta las imágenes que muestran unas celdas."""
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    return sum("image/png" in output.get("data", {}) for output in outputs)


def split(cells: Iterable[NotebookNode]) -> tuple[list[NotebookNode], list[NotebookNode]]:
    """Separa el camino principal de «Para profundizar»."""
    road: list[NotebookNode] = []
    deeper: list[NotebookNode] = []
    part = road
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            part = deeper if is_deeper(cell) else road
        part.append(cell)
    return road, deeper
