"""Un cuaderno construido: cómo se lee y la única forma en que se escribe."""

# mypy: allow-untyped-calls
# (nbformat y sus vecinos están escritos sin tipos)

import nbformat
from nbformat import NotebookNode

from notebook_builder.document import Document
from notebook_builder.errors import NotebookError


def serialize(notebook: NotebookNode) -> str:
    """Escribe el cuaderno de la única forma que el curso acepta."""
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook, version=4)) + "\n"


def read_notebook(document: Document) -> NotebookNode:
    """Lee un cuaderno construido, o explica por qué no se puede."""
    rebuild = f"constrúyelo con `python tools/notebooks.py build {document.slug[:2]}`"
    if not document.target.exists():
        raise NotebookError(f"{document.name}: falta; {rebuild}.")
    try:
        text = document.target.read_text(encoding="utf-8")
        notebook: NotebookNode = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except (ValueError, AttributeError, nbformat.ValidationError):
        raise NotebookError(f"{document.name}: no es un cuaderno legible; {rebuild}.") from None
    return notebook
