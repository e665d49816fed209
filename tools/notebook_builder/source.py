"""De la fuente a sus celdas: las de la lección, las del ejercicio y las de la solución."""

# mypy: allow-untyped-calls
# (nbformat y sus vecinos están escritos sin tipos)

import re
from collections.abc import Callable, Sequence

import jupytext
from nbformat import NotebookNode

from notebook_builder.document import EXERCISE, LESSON, Document
from notebook_builder.errors import NotebookError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = ("# Escribe tu código aquí", "raise NotImplementedError")
SOLUTION_ONLY = "solo-solucion"


def read_cells(document: Document) -> list[NotebookNode]:
    """Lee las celdas de una fuente; de los metadatos solo quedan las etiquetas."""
    text = document.source.read_text(encoding="utf-8")
    cells: list[NotebookNode] = jupytext.reads(text, fmt="py:percent").cells
    for number, cell in enumerate(cells, 1):
        cell.metadata.pop("lines_to_next_cell", None)  # líneas en blanco que jupytext recuerda
        unknown = sorted(set(cell.metadata) - {"tags"})
        if unknown:
            fail(document, number, cell, f"metadatos que el curso no usa: {', '.join(unknown)}")
        if cell.cell_type == "raw" or not cell.source.strip():
            fail(document, number, cell, "una celda es texto o código, y no está vacía")
    return cells


def fail(document: Document, number: int, cell: NotebookNode, problem: str) -> None:
    """Dice en qué celda de qué fuente está el problema."""
    first_line = (cell.source.splitlines() or [""])[0]
    where = document.source.relative_to(document.root)
    raise NotebookError(f"{where}: celda {number} («{first_line}»): {problem}.")


def split_title(document: Document, cells: list[NotebookNode]) -> tuple[str, str]:
    """Separa el título «NN · Título» del resto de la primera celda."""
    first = cells[0].source if cells and cells[0].cell_type == "markdown" else ""
    match = re.match(r"# (\d\d · .+)\n*", first)
    if match is None or not match[1].startswith(document.slug[:2]):
        raise NotebookError(
            f"{document.source.relative_to(document.root)}: la primera celda es texto y empieza "
            f"con «# {document.slug[:2]} · Título»."
        )
    return match[1], first[match.end() :]


def solve(source: str, replace: Callable[[str], Sequence[str]] | None) -> str:
    """Quita las marcas de respuesta; con `replace`, también lo que hay entre ellas.

    `replace(sangría)` da las líneas que ocupan el lugar de la respuesta.
    """
    kept: list[str] = []
    indent: str | None = None
    for line in source.splitlines():
        marker = line.strip()
        if marker == BEGIN:
            if indent is not None:
                raise ValueError(f"«{BEGIN}» dentro de otra respuesta")
            indent = line[: line.index("#")]
            if not indent:
                raise ValueError("la respuesta debe estar dentro de una función")
            kept += replace(indent) if replace else ()
        elif marker == END:
            if indent is None:
                raise ValueError(f"«{END}» sin su «{BEGIN}»")
            if not line.startswith(indent + END):
                raise ValueError(f"«{END}» con otra sangría que su «{BEGIN}»")
            indent = None
        elif indent is None or replace is None:
            kept.append(line)
    if indent is not None:
        raise ValueError(f"falta «{END}»")
    return "\n".join(kept)


def stub(indent: str) -> list[str]:
    return [indent + line for line in STUB]


def answer_cells(document: Document, cells: list[NotebookNode]) -> list[NotebookNode]:
    """Deja las respuestas en la solución y las corta en el ejercicio."""
    if document.folder == LESSON:
        return cells
    kept = []
    for number, cell in enumerate(cells, 1):
        if document.folder == EXERCISE and SOLUTION_ONLY in cell.metadata.get("tags", ()):
            continue
        try:
            cell.source = solve(cell.source, stub if document.folder == EXERCISE else None)
        except ValueError as error:
            fail(document, number, cell, str(error))
        kept.append(cell)
    return kept
