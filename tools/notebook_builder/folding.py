"""Lo que llega plegado: las comprobaciones y «Para profundizar».

JupyterLab muestra, en vez del código plegado, su primera línea; Colab, lo que sigue a `@title`. Por
eso el título es la primera línea del código, y también se lee donde nada se pliega: GitHub no sabe
plegar y VS Code no lee pliegues de un archivo.
"""

# mypy: allow-untyped-calls
# (nbformat y sus vecinos están escritos sin tipos)

from nbformat import NotebookNode

CHECK = "comprobacion"
CHECK_TITLE = "# @title Comprobación: lo que afirma el texto (puedes saltarla)"
DEEPER = "Para profundizar"


def is_check(cell: NotebookNode) -> bool:
    """Dice si una celda prueba lo que el texto afirma."""
    return cell.cell_type == "code" and CHECK in cell.metadata.get("tags", ())


def is_deeper(cell: NotebookNode) -> bool:
    """Dice si una celda abre «Para profundizar»."""
    return cell.cell_type == "markdown" and str(cell.source).startswith(f"## {DEEPER}")


def fold(notebook: NotebookNode) -> None:
    """Pliega el código de las comprobaciones y la sección «Para profundizar»."""
    for cell in notebook.cells:
        if is_check(cell):
            cell.metadata |= {"jupyter": {"source_hidden": True}, "cellView": "form"}
        elif is_deeper(cell):
            # Colab busca las secciones plegadas por este nombre, y no por el de la celda
            cell.metadata |= {"jp-MarkdownHeadingCollapsed": True, "id": cell.id}
            notebook.metadata["colab"] = {"collapsed_sections": [cell.id]}
