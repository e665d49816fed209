"""El cuaderno completo, todavía sin salidas."""

# mypy: allow-untyped-calls
# (nbformat y sus vecinos están escritos sin tipos)

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from notebook_builder.address import BRANCH, colab_url
from notebook_builder.course import Course
from notebook_builder.document import EXERCISE, Document
from notebook_builder.errors import NotebookError
from notebook_builder.ficha import time_text, times_text
from notebook_builder.folding import CHECK_TITLE, fold, is_check
from notebook_builder.glossary import glossary_text
from notebook_builder.navigation import colab_navigation, index_text, navigation
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
    %pip install -q --no-deps "git+https://github.com/{address}.git@{branch}"
    import course_lib"""


def generate(
    course: Course, document: Document, executed: NotebookNode | None = None
) -> NotebookNode:
    """Arma el cuaderno completo, todavía sin salidas.

    Argumentos:
        executed: el mismo cuaderno con sus salidas; de ahí se cuentan las figuras.
    """
    source = answer_cells(document, read_cells(document))
    cells = deepcopy(source)
    heading, rest = split_title(document, cells)
    position = setup_position(document, cells)
    links, colab = navigation(course, document), colab_navigation(course, document)
    opening = badge(course, document), f"# {heading}", links, rest
    cells[0].source = "\n\n".join(filter(None, opening))
    cells[position:position] = setup_cells(course, document, colab)
    closing = "\n\n".join(filter(None, (links, colab)))
    cells += [new_markdown_cell(closing)] if closing else []
    holes = {
        "tiempo": lambda: time_text(course, document),
        "tiempos": lambda: times_text(course, document, source, executed.cells if executed else []),
        "indice": lambda: index_text(course, document),
        "glosario": lambda: glossary_text(document),
    }

    seen: dict[str, int] = {}
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = fill(document, cell.source, holes)
        elif is_check(cell):
            cell.source = f"{CHECK_TITLE}\n{cell.source}"
        seen[cell.source] = seen.get(cell.source, 0) + 1
        cell.id = digest(document.slug, cell.source, seen[cell.source])
    metadata = nbformat.from_dict(METADATA)
    notebook: NotebookNode = new_notebook(cells=cells, metadata=metadata, nbformat_minor=5)
    fold(notebook)
    return notebook


def badge(course: Course, document: Document) -> str:
    """La insignia que abre el cuaderno en Colab, y su texto para cuando la imagen no llega."""
    url = colab_url(course.address, document.name)
    return f"[![Abrir en Colab]({BADGE})]({url}) [Ábrelo en Colab]({url})"


def setup_cells(course: Course, document: Document, colab: str) -> list[NotebookNode]:
    """La preparación, igual en todos; solo un ejercicio explica cómo se entrega."""
    text = SETUP_TEXT + (HAND_IN if document.folder == EXERCISE else "")
    code = SETUP_CODE.format(address=course.address, branch=BRANCH)
    return [new_markdown_cell("\n\n".join(filter(None, (text, colab)))), new_code_cell(code)]


def setup_position(document: Document, cells: Sequence[NotebookNode]) -> int:
    """Dónde va la preparación: tras la ficha si es la segunda celda, o apenas pasado el título.

    Una lección que abre con una figura trae su ficha después; la figura ya necesita `course_lib`.
    """
    fichas = [place for place, cell in enumerate(cells) if cell.source.startswith("## Ficha\n")]
    if not fichas:
        raise NotebookError(
            f"{document.source.relative_to(document.root)}: falta la celda «## Ficha»."
        )
    return 2 if fichas[0] == 1 else 1


def fill(document: Document, text: str, holes: Mapping[str, Callable[[], str]]) -> str:
    """Rellena los huecos de un texto, como `{{tiempo}}`."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in holes:
            raise NotebookError(
                f"{document.source.relative_to(document.root)}: hueco desconocido {match[0]}. "
                f"Hay: {', '.join(f'{{{{{name}}}}}' for name in holes)}."
            )
        return holes[match[1]]()

    return re.sub(r"\{\{([a-z_]{3,})\}\}", value, text)


def digest(*parts: object) -> str:
    """Resume unas partes en doce cifras: el mismo contenido tiene siempre el mismo nombre."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]
