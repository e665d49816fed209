"""Un símbolo, un significado: en el texto, el código y lo que se imprime."""

import ast
import re

from rules.document import Notebook

OPTIMIZERS = {"SGD", "Adam", "AdamW", "RMSprop"}


def rate_es_de_dropout(notebook: Notebook) -> list[str]:
    """`rate` es la tasa de dropout; la de aprendizaje se llama `learning_rate`."""
    uses_dropout = any("Dropout" in cell.source for cell in notebook.own_code)
    problems = []
    for cell in notebook.own_code:
        for node in ast.walk(ast.parse(cell.python)):
            if isinstance(node, ast.Call) and called(node) in OPTIMIZERS and reads_rate(node):
                problems.append(f"{cell.where}: entrega `rate` a {called(node)}")
            elif not uses_dropout and name_of(node) in {"rate", "rates"}:
                problems.append(f"{cell.where}: hay un `rate` y ningún Dropout")
    return sorted(set(problems))


def name_of(node: ast.AST) -> str:
    """El nombre que un nodo escribe: variable, argumento o clave de una grilla."""
    if isinstance(node, ast.Name):
        return node.id.lower()
    if isinstance(node, ast.arg | ast.keyword):
        return (node.arg or "").lower()
    return str(node.value) if isinstance(node, ast.Constant) else ""


def called(node: ast.Call) -> str:
    """El nombre de lo que se llama: `lib.optimizers.SGD(…)` es SGD."""
    return ast.unparse(node.func).rpartition(".")[2]


def reads_rate(node: ast.Call) -> bool:
    """Dice si entre los argumentos hay una variable `rate`."""
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    return any(isinstance(value, ast.Name) and value.id == "rate" for value in values)


def lambda_es_la_penalizacion(notebook: Notebook) -> list[str]:
    """λ es solo el precio de la penalización: una curvatura es h₁, h₂."""
    return told(notebook, r"λ[₀-₉ᵢₘ]|\\lambda_|λ_\w", "las curvaturas se escriben h₁ ≥ h₂")


def error_y_no_aciertos(notebook: Notebook) -> list[str]:
    """El error se dice en porcentaje, y no se cuentan aciertos a su lado."""
    return told(notebook, r"\baciertos?\b|\bacierta(?:n)? (?:el|un) \d", "se dice el error")


def con_mascara_o_sin_mascara(notebook: Notebook) -> list[str]:
    """El dropout va «con máscara» o «sin máscara»: no está encendido ni apagado."""
    pattern = r"\b(?:encendid[oa]s?|dropout apagado|con el apagado)\b"
    return told(notebook, pattern, "se dice «con máscara» o «sin máscara»")


def he_no_es_el_verbo(notebook: Notebook) -> list[str]:
    """He, el apellido, no queda donde se lee como el verbo: «la red con He»."""
    return told(notebook, r"\b(?:con|sin|que) He\b", "se dice «la inicialización de He»")


def told(notebook: Notebook, pattern: str, instead: str) -> list[str]:
    """Los lugares donde el texto o una salida dicen algo que el curso dice de otra manera."""
    return [
        f"{cell.where}: dice «{match[0]}»; {instead}"
        for cell in notebook.cells
        for text in ("" if cell.is_code else cell.source, *cell.texts)
        for match in re.finditer(pattern, text)
    ]


def tasa_con_apellido(notebook: Notebook) -> list[str]:
    """«Tasa», a secas, va solo donde la celda nombra una: de aprendizaje, de dropout o de error."""
    problems = []
    for cell in notebook.cells:
        kinds = set(re.findall(r"\btasas? de (aprendizaje|dropout|error)\b", cell.prose, re.I))
        bare = re.search(r"\btasas?\b(?! de (?:aprendizaje|dropout|error))", cell.prose, re.I)
        if bare and len(kinds) != 1:
            problems.append(f"{cell.where}: «{bare[0]}», ¿de qué?")
    return problems
