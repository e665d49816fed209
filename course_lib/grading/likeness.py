"""La huella de una función: la misma aunque se cambien sus nombres o se agreguen líneas muertas."""

import ast
import hashlib
from collections.abc import Iterator, Sequence

from effects import local_names  # type: ignore[import-not-found]

SMALLEST = 40  # nodos: dos respuestas más cortas se parecen por casualidad
MOST = 500  # funciones de un cuaderno
NAMES = ("id", "arg", "name", "asname")
IGNORED = ("annotation", "returns", "type_comment", "type_params", "ctx", "decorator_list", "kind")


def fingerprints(trees: Sequence[ast.stmt]) -> dict[str, str]:
    """Función → huella, de todas las del cuaderno: también un método, o la que va en un `exec`.

    Quedan fuera las que no reciben nada: son lecturas y cuentas a mano, y dos correctas coinciden.
    """
    own = {name for tree in trees for name in _defined(tree)}
    origins = {alias: name for tree in trees for alias, name in _imported(tree)}
    found = dict[str, str]()
    for function in _functions(trees):
        arguments = function.args
        given = (arguments.posonlyargs, arguments.args, arguments.kwonlyargs)
        if any(given) or arguments.vararg or arguments.kwarg:
            mark = _mark(function, own, origins)
            if mark and len(found) < MOST:
                other = found.get(function.name, mark) != mark
                found[f"{function.name} ({len(found)})" if other else function.name] = mark
    return found


Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(trees: Sequence[ast.AST]) -> Iterator[Function]:
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield node
            elif (
                isinstance(node, ast.Call) and getattr(node.func, "id", "") == "exec" and node.args
            ):
                yield from _functions(_quoted(node.args[0]))


def _quoted(node: ast.expr) -> list[ast.stmt]:
    """Las instrucciones de un texto que se ejecuta con `exec`."""
    try:
        return ast.parse(str(ast.literal_eval(node))).body
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return []


def _mark(function: Function, own: set[str], origins: dict[str, str]) -> str:
    try:
        shape = list(_Shape(own, origins).of(function))
    except RecursionError:
        return ""
    return (
        hashlib.sha256("\n".join(shape).encode()).hexdigest()[:16] if len(shape) > SMALLEST else ""
    )


class _Shape:
    """El árbol de una función con sus nombres por orden de aparición.

    Los que no puso quien responde (`min`, `np.round`) quedan: dicen qué se calcula.
    """

    def __init__(self, own: set[str], origins: dict[str, str]) -> None:
        self._own, self._origins = own, origins
        self._order: dict[str, str] = {}

    def of(self, function: Function) -> Iterator[str]:
        inner = (one for one in ast.walk(function) if isinstance(one, Function | ast.Lambda))
        self._own = self._own | {function.name} | {n for one in inner for n in local_names(one)}
        parts = [part for part in ast.walk(function) if isinstance(part, ast.Name)]
        self._used = {part.id for part in parts if isinstance(part.ctx, ast.Load)}
        return self._walk(function)

    def _walk(self, node: ast.AST) -> Iterator[str]:
        if self._is_dead(node):
            return
        yield "Assign" if isinstance(node, ast.AnnAssign) else type(node).__name__
        for field, value in ast.iter_fields(node):
            if field in IGNORED or (isinstance(node, ast.AnnAssign) and field == "simple"):
                continue
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, ast.AST):
                    yield from self._walk(item)
                elif isinstance(item, str) and field in NAMES and not isinstance(node, ast.keyword):
                    yield self._named(item)
                elif item is not None:
                    yield repr(item)

    def _named(self, name: str) -> str:
        if name in self._origins and name not in self._order:
            return self._origins[name]
        return self._order.setdefault(name, f"n{len(self._order)}") if name in self._own else name

    def _is_dead(self, node: ast.AST) -> bool:
        """Si es una línea que no hace nada: `pass`, un texto, una constante que nadie usa."""
        if isinstance(node, ast.Pass | ast.Global | ast.Nonlocal):
            return True
        if not isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign):
            return False
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        unused = all(isinstance(one, ast.Name) and one.id not in self._used for one in targets)
        inert = not any(
            isinstance(part, ast.Call | ast.Yield | ast.Await) for part in ast.walk(node)
        )
        return inert and (isinstance(node, ast.Expr) or unused)


def _defined(tree: ast.stmt) -> Iterator[str]:
    """Los nombres que el cuaderno define o asigna, sin los que importa."""
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id


def _imported(tree: ast.stmt) -> Iterator[tuple[str, str]]:
    """Cada nombre importado y de dónde viene: `numpi` viene de `numpy`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None)
            for one in node.names:
                bound = one.asname or one.name
                yield bound, f"{module}.{one.name}" if module else one.name
