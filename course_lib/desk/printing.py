"""Un cuaderno en papel: un solo archivo HTML que se imprime, o se guarda como PDF, sin internet.

Todo lo plegado va abierto, el código largo sigue en la línea de abajo y cada widget es su gemelo.
"""

# mypy: allow-untyped-calls
# (nbformat y nbconvert están escritos sin tipos)

import re
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from course_lib.desk import formulas
from course_lib.terminal import CommandError

TEMPLATES = Path(__file__).with_name("templates")


class Paper(IPythonRenderer):
    """El texto de una celda: fórmulas dibujadas, y solo enlaces e imágenes que llegan."""

    def inline_math(self, body: str) -> str:
        return formulas.draw(body)

    def block_math(self, body: str) -> str:
        return f'<div class="formula-aparte">{formulas.draw(body)}</div>'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        # Los demás cuadernos no van en este archivo, y una insignia sin imagen no dice nada
        reaches = text and re.match(r"https?://|#", url)
        return super().link(text, url, title) if reaches else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return "" if url.startswith("http") else super().image(text, url, title)


class PrintExporter(HTMLExporter):
    """El exportador de Jupyter, con la plantilla `imprimir`."""

    def __init__(self) -> None:
        super().__init__(
            template_name="imprimir",
            extra_template_basedirs=[str(TEMPLATES)],
            language_code="es",
            exclude_input_prompt=True,
            exclude_output_prompt=True,
        )

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """El texto de una celda, en HTML."""
        cell, path = context.get("cell", {}), context["resources"]["metadata"].get("path", "")
        paper = Paper(
            escape=False, attachments=cell.get("attachments"), embed_images=True, path=path
        )
        return str(MarkdownWithMath(renderer=paper).render(source))


def page(notebook: Path) -> str:
    """El cuaderno como una página que se basta a sí misma."""
    content = _read(notebook)
    content.metadata.pop("widgets", None)  # sin su estado, de cada pieza queda el gemelo
    place = {"metadata": {"name": notebook.stem, "path": str(notebook.parent)}}
    html, _ = PrintExporter().from_notebook_node(content, place)
    return re.sub(r"<details(?=[\s>])(?![^>]*\sopen)", "<details open", html)


def _read(notebook: Path) -> nbformat.NotebookNode:
    try:
        content: nbformat.NotebookNode = nbformat.read(notebook, as_version=4)
        nbformat.validate(content)
    except Exception as error:  # un archivo cualquiera falla de muchas maneras
        raise CommandError(
            f"No puedo leer «{notebook}»: ¿está a medio guardar? Ábrelo y guárdalo de nuevo."
        ) from error
    return content
