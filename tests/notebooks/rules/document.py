"""Un cuaderno construido, visto como documento: lo que las reglas preguntan de él."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat

from notebook_builder.execution import WIDGET
from notebook_builder.folding import CHECK, DEEPER
from notebook_builder.reading import prose

# Lo que dice una pieza interactiva se revisa en su fuente
TWIN = '<div class="gemelo-'


@dataclass
class Cell:
    """Una celda con su número y lo que las reglas preguntan de ella."""

    number: int
    kind: str
    source: str
    raw: dict

    @property
    def where(self) -> str:
        return f"celda {self.number} («{self.first_line[:50]}»)"

    @property
    def first_line(self) -> str:
        return (self.source.splitlines() or [""])[0]

    @property
    def is_code(self) -> bool:
        return self.kind == "code"

    @property
    def is_check(self) -> bool:
        return self.is_code and CHECK in self.tags

    @property
    def tags(self) -> set[str]:
        return set(self.raw["metadata"].get("tags", ()))

    @property
    def outputs(self) -> list[dict]:
        return self.raw.get("outputs", [])

    @property
    def headings(self) -> list[tuple[int, int, str]]:
        """Línea, nivel y texto de cada encabezado; lo que hay entre ``` no cuenta."""
        found, fenced = [], False
        for number, line in enumerate(self.source.splitlines()):
            fenced ^= line.startswith("```")
            match = re.match(r"(#{1,6}) (.+)", line)
            if match and not fenced and not self.is_code:
                found.append((number, len(match[1]), match[2].strip()))
        return found

    @property
    def prose(self) -> str:
        """El texto sin código, fórmulas, etiquetas HTML ni direcciones."""
        return "" if self.is_code else prose(self.source)

    @property
    def images(self) -> Iterator[dict]:
        return (out for out in self.outputs if "image/png" in out.get("data", {}))

    @property
    def has_widget(self) -> bool:
        return any(WIDGET in out.get("data", {}) for out in self.outputs)

    @property
    def texts(self) -> Iterator[str]:
        """Lo que la celda muestra como texto; del HTML, lo que se lee."""
        for out in self.outputs:
            data = out.get("data", {})
            raw = data.get("text/html", "")
            html = re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", raw, flags=re.DOTALL)
            if WIDGET not in data and not raw.startswith(TWIN):
                yield from filter(None, (out.get("text"), data.get("text/plain"), html))

    @property
    def python(self) -> str:
        """El código sin las líneas que solo entiende IPython."""
        return re.sub(r"^(\s*)[%!].*$", r"\1pass", self.source, flags=re.MULTILINE)


@dataclass
class Notebook:
    """Un cuaderno construido, visto como documento."""

    name: str
    folder: Path
    text: str

    @property
    def lesson(self) -> str:
        """El número de su lección, como "03"."""
        return self.name.rpartition("/")[2][:2]

    @cached_property
    def cells(self) -> list[Cell]:
        raw = nbformat.reads(self.text, as_version=4)
        return [
            Cell(number, cell.cell_type, cell.source, cell)
            for number, cell in enumerate(raw.cells, 1)
        ]

    @property
    def code(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_code]

    @property
    def own_code(self) -> list[Cell]:
        """El código de quien escribe: todo menos la celda de Colab, que es la primera."""
        return self.code[1:]

    @property
    def deeper(self) -> list[Cell]:
        """Lo plegado en «Para profundizar»."""
        return self.section(DEEPER)

    @property
    def road(self) -> list[Cell]:
        """El camino principal: todo lo que no está en «Para profundizar»."""
        aside = {cell.number for cell in self.deeper}
        return [cell for cell in self.cells if cell.number not in aside]

    @property
    def headings(self) -> list[tuple[Cell, int, str]]:
        return [(cell, level, text) for cell in self.cells for _, level, text in cell.headings]

    def parts(self, deepest: int) -> list[tuple[str, list[Cell]]]:
        """Parte el cuaderno en cada encabezado de nivel 2 a `deepest`."""
        parts: list[tuple[str, list[Cell]]] = []
        for cell in self.cells:
            opening = [text for _, level, text in cell.headings if 2 <= level <= deepest]
            if opening or not parts:
                parts.append((opening[0] if opening else "", []))
            parts[-1][1].append(cell)
        return parts

    def section(self, name: str) -> list[Cell]:
        return next((cells for title, cells in self.parts(2) if is_named(title, name)), [])


def is_named(title: str, name: str) -> bool:
    return title == name or title.startswith(f"{name}:")


def alt(image: dict) -> str:
    return image["metadata"].get("image/png", {}).get("alt", "")


Rule = Callable[[Notebook], list[str]]
