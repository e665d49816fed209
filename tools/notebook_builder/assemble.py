"""El cuaderno completo, todavía sin salidas."""

# mypy: allow-untyped-calls
# (nbformat y sus vecinos están escritos sin tipos)

import hashlib
import re

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from notebook_builder.course import Course
from notebook_builder.document import EXERCISE, Document
from notebook_builder.errors import NotebookError
from notebook_builder.ficha import time_text
from notebook_builder.navigation import index_text, navigation
from notebook_builder.source import answer_cells, read_cells, split_title

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
BADGE = "https://colab.research.google.com/assets/colab-badge.svg"
SETUP_TEXT = """## Preparación

En tu computador la celda que sigue no hace nada: el curso ya está instalado. En Google Colab
instala `course_lib` y nada más. Si estás en Colab, guarda primero tu propia copia con
**Archivo → Guardar una copia en Drive**; sin ella, tus cambios se pierden al cerrar."""
HAND_IN = " Para entregar, descárgala con **Archivo → Descargar → Descargar .ipynb**."
SETUP_CODE = """try:
    import course_lib
except ModuleNotFoundError:
    %pip install -q --no-deps "git+https://github.com/{address}.git@main"
    import course_lib"""


def fill(course: Course, document: Document, text: str) -> str:
    """Rellena los huecos `{{tiempo}}` y `{{indice}}` de un texto."""
    holes = {"tiempo": time_text, "indice": index_text}

    def value(match: re.Match[str]) -> str:
        if match[1] not in holes:
            raise NotebookError(
                f"{document.source.relative_to(document.root)}: hueco desconocido {match[0]}. "
                f"Hay: {', '.join(f'{{{{{name}}}}}' for name in holes)}."
            )
        return holes[match[1]](course, document)

    return re.sub(r"\{\{([a-z_]{3,})\}\}", value, text)


def generate(course: Course, document: Document) -> NotebookNode:
    """Arma el cuaderno completo, todavía sin salidas."""
    cells = answer_cells(document, read_cells(document))
    heading, rest = split_title(document, cells)
    if len(cells) < 2 or not cells[1].source.startswith("## Ficha\n"):
        raise NotebookError(
            f"{document.source.relative_to(document.root)}: la segunda celda es «## Ficha»."
        )
    colab = f"https://colab.research.google.com/github/{course.address}/blob/main/{document.name}"
    badge = f"[![Abrir en Colab]({BADGE})]({colab})"
    links = navigation(course, document)
    parts = [badge, f"# {heading}", links, rest]
    cells[0].source = "\n\n".join(part for part in parts if part)
    setup_text = SETUP_TEXT + (HAND_IN if document.folder == EXERCISE else "")
    setup_code = SETUP_CODE.format(address=course.address)
    cells[2:2] = [new_markdown_cell(setup_text), new_code_cell(setup_code)]
    cells += [new_markdown_cell(links)] if links else []

    seen: dict[str, int] = {}
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = fill(course, document, cell.source)
        seen[cell.source] = seen.get(cell.source, 0) + 1
        cell.id = digest(document.slug, cell.source, seen[cell.source])
    metadata = nbformat.from_dict(METADATA)
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata, nbformat_minor=5)
    return notebook


def digest(*parts: object) -> str:
    """Resume unas partes en doce cifras: el mismo contenido tiene siempre el mismo nombre."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]
