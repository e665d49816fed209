"""Qué nombres de un cuaderno abierto se hicieron con un módulo que no está al calificar.

Un número calculado con SciPy no dice de dónde vino: se lee en las celdas que se ejecutaron. Al
calificar, lo que lo define fallará.
"""

import ast
import sys
from collections.abc import Iterable, Sequence

from course_lib.grading.calling import allowed
from course_lib.grading.effects import Effects, root

IMPORTS = (ast.Import, ast.ImportFrom)


def borrowed(cells: Iterable[str]) -> dict[str, str]:
    """Cada nombre y su módulo, según la última instrucción que lo definió.

    Argumentos:
        cells: las celdas en el orden en que se ejecutaron; la que no se puede leer se salta.
    """
    found: dict[str, str] = {}
    for cell in cells:
        try:
            _follow(ast.parse(cell).body, found)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return found


def _follow(body: Sequence[ast.AST], found: dict[str, str]) -> None:
    for node in body:
        if isinstance(node, IMPORTS):
            for name, module in _imported(node).items():
                _define(name, "" if allowed(module) else module.partition(".")[0], found)
        elif inner := _inside(node):
            module = _source([one for one in ast.iter_child_nodes(node) if one not in inner], found)
            _follow(inner, found)
            if module := module or _tried(node):
                found |= dict.fromkeys(_changed(node), module)
        else:
            later = isinstance(getattr(node, "value", None), ast.Lambda)
            module = "" if later else _source([node], found)
            for name in Effects(node).binds:
                _define(name, module, found)
            if module:
                found |= dict.fromkeys(_changed(node), module)


def _define(name: str, module: str, found: dict[str, str]) -> None:
    found.pop(name, None)
    if module:
        found[name] = module


def _source(nodes: Iterable[ast.AST], found: dict[str, str]) -> str:
    """El módulo ajeno del que viene algo de lo que se lee ahí, o «»."""
    names = {name for node in nodes for name in Effects(node).now}
    return next((found[name] for name in sorted(names & found.keys())), "")


def _inside(node: ast.AST) -> list[ast.AST]:
    """Lo que un bloque tiene adentro; de una función o una clase, nada."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    kinds = (ast.stmt, ast.ExceptHandler, ast.match_case)
    return [one for one in ast.iter_child_nodes(node) if isinstance(one, kinds)]


def _tried(node: ast.AST) -> str:
    """El módulo que un `try` importó aquí y no podrá importar al calificar, o «»."""
    inner = ast.walk(node) if isinstance(node, ast.Try) else ()
    modules = [module for one in inner for module in _imported(one).values()]
    return next((one for one in modules if not allowed(one) and one in sys.modules), "")


def _imported(node: ast.AST) -> dict[str, str]:
    """Los nombres que define una importación, también con `*`, y el módulo de cada uno."""
    found: dict[str, str] = {}
    for one in node.names if isinstance(node, IMPORTS) else ():
        module = getattr(node, "module", None) or one.name
        names = [one.asname or one.name.partition(".")[0]]
        if one.name == "*":
            names = [name for name in dir(sys.modules.get(module)) if name[0] != "_"]
        found |= dict.fromkeys(names, module)
    return found


def _changed(node: ast.AST) -> set[str]:
    """Los nombres que asigna o cambia una instrucción: `t[0] = …`, `t.append(…)`."""
    effects, calls = Effects(node), [one for one in ast.walk(node) if isinstance(one, ast.Expr)]
    methods = {root(one.value.func) for one in calls if isinstance(one.value, ast.Call)}
    return (effects.binds | effects.parts | methods) - {""}
