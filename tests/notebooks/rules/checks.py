"""Las comprobaciones: lo que prueba el texto va plegado, y el código a la vista explica."""

import ast

from rules.document import Notebook


def afirmaciones_plegadas(notebook: Notebook) -> list[str]:
    """Ningún assert está a la vista: va en una celda `comprobacion`, y ella siempre trae uno."""
    problems = []
    for cell in notebook.own_code:
        asserts = any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(cell.python)))
        if asserts and not cell.is_check:
            problems.append(f"{cell.where}: muestra un assert; va en una celda `comprobacion`")
        if cell.is_check and not asserts and "parity.compare(" not in cell.source:
            problems.append(f"{cell.where}: una comprobación que no afirma nada")
    return problems
