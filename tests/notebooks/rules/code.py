"""El código que se muestra: angosto, repetible y sin red."""

import ast
import re

from rules.document import Notebook

MAX_COLUMNS = 88  # se lee sin desplazarse


def celdas_angostas(notebook: Notebook) -> list[str]:
    """Ninguna línea de código pasa de 88 columnas."""
    return [
        f"{cell.where}: una línea de {len(line)} columnas"
        for cell in notebook.own_code
        for line in cell.source.splitlines()
        if len(line) > MAX_COLUMNS
    ]


def sin_semillas_globales(notebook: Notebook) -> list[str]:
    """El azar sale de un generador con semilla, nunca de un estado global."""
    pattern = (
        r"np\.random\.(?!default_rng\(\w|Generator|SeedSequence|PCG64)\w+"
        r"|\brandom\.seed|set_random_seed|set_seed|^\s*(?:import random|from random )"
    )
    return [
        f"{cell.where}: azar sin generador propio: {match[0].strip()}"
        for cell in notebook.code
        for match in re.finditer(pattern, cell.source, re.MULTILINE)
    ]


def rng_por_seccion(notebook: Notebook) -> list[str]:
    """Cada sección (niveles 2 y 3) que usa `rng` lo crea antes, con `default_rng(SEED)`."""
    problems, creation = [], "rng = np.random.default_rng(SEED)"
    for title, cells in notebook.parts(3):
        code = "\n".join(cell.python for cell in cells if cell.is_code)
        before, created, _ = code.partition(creation)
        if uses_rng(code) and (not created or uses_rng(before)):
            problems.append(f"sección «{title}»: usa rng y no parte con `{creation}`")
    return problems


def uses_rng(code: str) -> bool:
    """Dice si el código lee el `rng` del cuaderno, y no el que recibe una función."""

    def visit(node: ast.AST) -> bool:
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            names = [arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)]
            if "rng" in names:
                return any(visit(default) for default in node.args.defaults)
        if isinstance(node, ast.Name) and node.id == "rng":
            return isinstance(node.ctx, ast.Load)
        return any(visit(child) for child in ast.iter_child_nodes(node))

    return visit(ast.parse(code))


def sin_magias(notebook: Notebook) -> list[str]:
    """No hay `!` ni `%` fuera de la celda de Colab."""
    return [
        f"{cell.where}: `{line.strip()}` solo funciona en IPython"
        for cell in notebook.own_code
        for line in cell.source.splitlines()
        if re.match(r"\s*[!%]", line)
    ]


def sin_red(notebook: Notebook) -> list[str]:
    """Después de la celda de Colab no se usa la red."""
    pattern = r"\b(?:urllib|requests|urlopen|wget)\b|keras\.datasets|full=True"
    return [
        f"{cell.where}: usa la red ({match[0]})"
        for cell in notebook.own_code
        for match in re.finditer(pattern, cell.source)
    ]
