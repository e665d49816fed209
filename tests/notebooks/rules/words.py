"""Las palabras antes de usarlas: cada término y cada símbolo, después de su lección."""

import re
from collections.abc import Iterator

from course_lib.lessons import glossary
from rules.document import Cell, Notebook, alt

# La clase escribe con β lo que el curso llama λ, y hay que poder decirlo
OF_THE_LECTURE = r"(?:β|\$\\beta\$) de (?:la clase|las láminas)"


def palabras_ya_presentadas(notebook: Notebook) -> list[str]:
    """Un término o un símbolo no se usa antes de la lección que lo presenta, salvo nombrándola."""
    references = {cell.number for cell in notebook.section("Glosario y referencias")}
    later = [term for term in glossary.load() if term.lesson > notebook.lesson]
    return [
        f"{cell.where}: usa «{word}», que presenta la lección {term.lesson}"
        for cell in notebook.cells
        if cell.number not in references
        for paragraph in paragraphs(cell)
        for term in later
        if f"lección {term.lesson}" not in paragraph
        for word in term.used_in(paragraph)
    ]


def paragraphs(cell: Cell) -> Iterator[str]:
    """Lo que se lee en una celda, por párrafos: sin código ni títulos de otros cuadernos."""
    text = "" if cell.is_code else cell.source
    for pattern in (r"```.*?```", r"`[^`]*`", OF_THE_LECTURE):
        text = re.sub(pattern, " ", text, flags=re.DOTALL)
    # Enlazar otra lección la nombra: [batch normalization](08_batch_normalization.ipynb)
    text = re.sub(r"\[[^\]]*\]\([^)]*?(\d\d)_\w+\.ipynb[^)]*\)", r"lección \1", text)
    yield from re.split(r"\n\s*\n", text)
    yield from (alt(image) for image in cell.images)
