"""La huella de una función: la misma aunque se cambien sus nombres o se agreguen líneas muertas."""

import ast
import hashlib
from collections.abc import Iterator, Sequence

from effects import local_names  # type: ignore[import-not-found]

SMALLEST = 40  # nodos: dos respuestas más cortas se parecen por casualidad
NAMES = ("id", "arg", "name", "asname")
IGNORED = ("annotation", "returns", "type_comment", "type_params", "ctx", "decorator_list", "kind")


def fingerprints(trees: Sequence[ast.stmt]) -> dict[str, str]:
    """Función → huella, de todas las del cuaderno: también un método, o la que va en un `exec`.

    Quedan fuera las que no reciben nada: son lecturas y cuentas a mano, y dos correctas coinciden.
    """
    nodes = [node for tree in trees for node in ast.walk(tree)]
    own, origins = _defined(nodes), _imported(nodes)
    found = dict[str, str]()
    for function in _functions(nodes):
        arguments = function.args
        given = (arguments.posonlyargs, arguments.args, arguments.kwonlyargs)
        receives = any(given) or arguments.vararg or arguments.kwarg
        if receives and (mark := _mark(function, own, origins)):
            other = found.get(function.name, mark) != mark
            found[f"{function.name} ({len(found)})" if other else function.name] = mark
    return found


Function = ast.FunctionDef | ast.AsyncFunctionDef


def _functions(nodes: Sequence[ast.AST]) -> Iterator[Function]:
    for node in nodes:
        if isinstance(node, Function):
            yield node
        elif isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") == "exec":
            yield from _functions(_quoted(node.args[0]))


def _quoted(node: ast.expr) -> list[ast.AST]:
    """Lo que hay en un texto que se ejecuta con `exec`."""
    try:
        return list(ast.walk(ast.parse(str(ast.literal_eval(node)))))
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return []


def _mark(function: Function, own: set[str], origins: dict[str, str]) -> str:
    try:
        shape = _Shape(function, own, origins).parts
    except RecursionError:
        return ""
    return (
        hashlib.sha256("\n".join(shape).encode()).hexdigest()[:16] if len(shape) > SMALLEST else ""
    )


class _Shape:
    """El árbol de una función con sus nombres por orden de aparición.

    Los que no puso quien responde (`min`, `np.round`) quedan: dicen qué se calcula.
    """

    def __init__(self, function: Function, own: set[str], origins: dict[str, str]) -> None:
        nodes = list(ast.walk(function))
        inner = (one for one in nodes if isinstance(one, Function | ast.Lambda))
        self._own = own.union([function.name], *map(local_names, inner))
        names = (one for one in nodes if isinstance(one, ast.Name))
        self._used = {one.id for one in names if isinstance(one.ctx, ast.Load)}
        self._origins, self._order = origins, dict[str, str]()
        self.parts: list[str] = []
        self._walk(function)

    def _walk(self, node: ast.AST) -> None:
        if self._is_dead(node):
            return
        declares = isinstance(node, ast.AnnAssign)
        self.parts.append("Assign" if declares else type(node).__name__)
        for field in node._fields:
            if field in IGNORED or (declares and field == "simple"):
                continue
            value = getattr(node, field, None)
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, ast.AST):
                    self._walk(item)
                elif isinstance(item, str) and field in NAMES and not isinstance(node, ast.keyword):
                    self.parts.append(self._named(item))
                elif item is not None:
                    self.parts.append(repr(item))

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


def _defined(nodes: Sequence[ast.AST]) -> set[str]:
    """Los nombres que el cuaderno define o asigna, sin los que importa."""
    stored = (n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
    return {*stored, *(n.name for n in nodes if isinstance(n, Function | ast.ClassDef))}


def _imported(nodes: Sequence[ast.AST]) -> dict[str, str]:
    """Cada nombre importado y de dónde viene: `numpi` viene de `numpy`."""
    return {
        one.asname or one.name: ".".join(filter(None, [getattr(node, "module", None), one.name]))
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for one in node.names
    }
