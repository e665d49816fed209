"""Cómo se lee un cuaderno: qué hace cada instrucción y cuáles necesita cada función.

Al calificar no se ejecuta el cuaderno entero sino, en orden, toda instrucción que define, cambia o
podría cambiar un nombre que la función usa, directa o indirectamente. Ante la duda, se ejecuta: una
instrucción cambia lo que asigna y podría cambiar todo lo que lee, también dentro de las funciones
que llama, salvo lo que no guarda nada: módulos, números, textos y la mayoría de las funciones y
clases. Lo demás (figuras, demostraciones, experimentos) ninguna función lo necesita.
"""

import ast
import builtins
import linecache
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from calling import ONLY, allowed  # type: ignore[import-not-found]
from effects import (  # type: ignore[import-not-found]
    MODULES,
    Effects,
    decorators,
    imported,
    keeps,
    methods,
    root,
    targets,
)

MOST_MAGICS = 100
MOST_LISTED = 12
# Lo que agrega Jupyter: %magia, !orden, x = !orden, x = %magia, nombre?
MAGIC = re.compile(r"\s*(?:[%!?].*|[\w.,\s]+=\s*[%!].*|.*\?)")
TIMED = re.compile(r"(\s*)%time\s+(?=\S)")  # mide una instrucción, que sí se ejecuta
OTHER_LANGUAGE = re.compile(r"\s*%%(?!time\b|capture\b|prun\b)\w")  # %%bash, %%html, %%timeit…
FIXED = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.operator, ast.unaryop, ast.Tuple, ast.Load)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
BLOCKS = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.TryStar, ast.Match)
ARMS = (ast.ExceptHandler, ast.match_case)
INNER = (ast.stmt, *ARMS)
LOOSE = (ast.Expr, ast.Assert, ast.Raise)
DYNAMIC = frozenset({"exec", "eval", "globals", "locals", "vars"})  # llegan a cualquier nombre
SCREEN = {"display": "IPython", "get_ipython": "IPython"}


class Statement:
    """Una instrucción de una celda y sus efectos."""

    def __init__(self, cell: int, node: ast.stmt, imported: Mapping[str, str]) -> None:
        self.cell, self.node = cell, node
        self.names = Effects(node, imported=imported)

    @property
    def imports(self) -> bool:
        return isinstance(self.node, ast.Import | ast.ImportFrom)

    @property
    def defines(self) -> bool:
        """Si define una función o una clase."""
        value = getattr(self.node, "value", None)
        return isinstance(self.node, DEFINITIONS) or isinstance(value, ast.Lambda)

    @property
    def fixes(self) -> bool:
        """Si asigna un número o un texto: nada que otra instrucción pueda cambiar por dentro."""
        if not isinstance(self.node, ast.Assign | ast.AnnAssign) or self.node.value is None:
            return False
        return all(isinstance(part, FIXED) for part in ast.walk(self.node.value))

    @property
    def anywhere(self) -> bool:
        """Si lo que define no se ve en el árbol: `from m import *`, `exec(…)`."""
        names = (one.name for one in getattr(self.node, "names", ()) if isinstance(one, ast.alias))
        return bool(self.names.now & DYNAMIC) or "*" in names


class Notebook:
    """Un cuaderno leído y sin ejecutar.

    Argumentos:
        cells: el código de cada celda; lo que es de Jupyter y no de Python se salta.
    """

    def __init__(self, cells: Sequence[str]) -> None:
        self.notes = list[str]()
        nodes: list[tuple[int, ast.stmt]] = []
        for number, source in enumerate(cells, 1):
            try:
                lines, tree = parsed(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.notes.append(f"no pude leer {named(number)} ({type(error).__name__})")
                continue
            linecache.cache[named(number)] = (len(source), None, lines, named(number))
            nodes += [(number, node) for node in _one_by_one(tree.body)]
        self.trees = [node for _, node in nodes]
        self.notes += _repeated(self.trees)
        self.foreign = foreign(self.trees)
        figures, known = _Figures(self.foreign), imported(self.trees)
        known = {name: path for name, path in known.items() if allowed(path)}
        self.statements = [Statement(number, figures.visit(node), known) for number, node in nodes]
        self._bound: dict[str, list[Statement]] = {}
        for one in self.statements:
            for name in one.names.binds:
                self._bound.setdefault(name, []).append(one)
        self._modules = self._only(lambda one: one.imports)
        self._solid = self._modules | self._only(lambda one: one.fixes) | self._stateless(known)
        self._always = [position for position, one in enumerate(self.statements) if one.anywhere]
        self._loose: dict[int, list[int]] = {}
        for position, one in enumerate(self.statements):
            if isinstance(one.node, LOOSE) and not self._unsure(one):
                self._loose.setdefault(one.cell, []).append(position)
        self._affecting: dict[str, list[int]] = {}
        for position, one in enumerate(self.statements):
            for name in self._affected(one):
                self._affecting.setdefault(name, []).append(position)

    @property
    def functions(self) -> list[str]:
        """Las funciones y clases que define, en orden."""
        names = (name for one in self.statements if one.defines for name in one.names.binds)
        return list(dict.fromkeys(names))

    def needed(self, names: Iterable[str]) -> list[int]:
        """Las posiciones de lo que hay que ejecutar para llamar a esas funciones, en orden.

        También lo suelto que está antes en sus celdas: si falla, Jupyter no siguió con la celda.
        """
        chosen = set(self._always)
        pending = [MODULES, *names]
        pending += [name for i in chosen for name in self.statements[i].names.uses]
        wanted = set[str]()
        while pending:
            name = pending.pop()
            if name in wanted:
                continue
            wanted.add(name)
            pending += self._bound if name in DYNAMIC else ()
            for last in self._affecting.get(name, ()):
                loose = self._loose.get(self.statements[last].cell, ())
                for position in (last, *(one for one in loose if one < last)):
                    if position not in chosen:
                        chosen.add(position)
                        pending += self.statements[position].names.uses
        return sorted(chosen)

    def skipped(self) -> str:
        """Qué se calculó en el cuaderno y ninguna función necesita, o «»."""
        used = set(self.needed(self.functions))
        rest = [one for i, one in enumerate(self.statements) if i not in used]
        cells = sorted({one.cell for one in rest if not one.fixes and _computes(one.node)})
        if not cells:
            return ""
        listed = ", ".join(map(str, cells[:MOST_LISTED])) + ", …" * (len(cells) > MOST_LISTED)
        where = "las celdas" if cells[1:] else "la celda"
        return f"sin ejecutar, porque ninguna función lo usa, algo de {where} de código {listed}"

    def lacking(self) -> list[str]:
        """Lo que las funciones necesitan y no saldrá bien, por usar un módulo que no está."""
        found = []
        for one in (self.statements[position] for position in self.needed(self.functions)):
            if not one.defines and not one.imports:
                found += [
                    f"{named(one.cell)} usa `{name}`, que viene de `{self.foreign[name]}`: {ONLY}"
                    for name in sorted(one.names.now & self.foreign.keys() & self._modules)
                ]
        return list(dict.fromkeys(found))

    def undefined(self) -> list[str]:
        """Dónde se habrá detenido una celda que después define algo que hace falta."""
        last = {self.statements[one].cell: one for one in self.needed(self.functions)}
        known = self._bound.keys() | self.foreign.keys() | _python() | {"_", "In", "Out"}
        found = []
        for position, one in enumerate(self.statements):
            missing = {name for name in one.names.now - known if name.isidentifier()}
            if missing and isinstance(one.node, LOOSE) and position < last.get(one.cell, 0):
                found.append(
                    f"{named(one.cell)} usa `{min(missing)}`, que el cuaderno no define: si se "
                    "detuvo ahí, al calificar siguió"
                )
        return [] if self._always else list(dict.fromkeys(found))

    def _unsure(self, one: Statement) -> set[str]:
        """Lo que lee una instrucción y depende de otras, o no está."""
        found: set[str] = one.names.now - (self._modules - self.foreign.keys()) - _python()
        return found

    def _only(self, kind: Callable[[Statement], bool]) -> set[str]:
        """Los nombres que solo se asignan así."""
        return {name for name, found in self._bound.items() if all(map(kind, found))}

    def _stateless(self, modules: Mapping[str, str]) -> set[str]:
        """Las funciones y clases que no guardan nada entre una llamada y otra."""
        nodes = [node for tree in self.trees for node in ast.walk(tree)]
        attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
        written = {node.attr for node in attributes if not isinstance(node.ctx, ast.Load)}
        changed = {name for one in self.statements for name in one.names.parts | one.names.sets}
        changed |= {root(part) for node in nodes for part in methods(node)}

        def keeps_nothing(one: Statement) -> bool:
            wrapped = [root(part) for part in decorators(one.node)]
            return all(name in modules for name in wrapped) and not keeps(one.node, written)

        return self._only(lambda one: one.defines and keeps_nothing(one)) - changed

    def _affected(self, one: Statement) -> set[str]:
        """Los nombres que una instrucción define o podría cambiar, también por otro nombre."""
        read: set[str] = one.names.now | self._reached(one.names.now, "later", "uses")
        changed = (read - self._solid) | one.names.parts
        changed |= self._reached(one.names.now, "sets", "uses")
        aliases = self._reached(changed, "now", "now") | self._reached(changed, "binds", "now")
        found: set[str] = changed | one.names.binds | (aliases - self._solid)
        return found - (_python() - self._bound.keys())

    def _reached(self, names: Iterable[str], gathered: str, followed: str) -> set[str]:
        """Lo que se junta siguiendo, de nombre en nombre, las instrucciones que los definen."""
        seen, found, pending = set[str](), set[str](), list(names)
        while pending:
            name = pending.pop()
            if name not in seen:
                seen.add(name)
                for one in self._bound.get(name, ()):
                    found |= getattr(one.names, gathered)
                    pending += getattr(one.names, followed)
        return found


def _python() -> set[str]:
    return set(dir(builtins))


def named(cell: int) -> str:
    """Cómo se nombra una celda en los mensajes y en los errores."""
    return f"la celda de código {cell}"


def parsed(source: str) -> tuple[list[str], ast.Module]:
    """Las líneas y el árbol de una celda, sin las órdenes de Jupyter que la hacen ilegible.

    Una línea termina donde termina para Python: otros separadores de Unicode no la cortan.
    """
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    if OTHER_LANGUAGE.match(text):
        return [], ast.Module([], [])
    lines = [f"{line}\n" for line in text.split("\n")]
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    lines = [line.removeprefix(indent) for line in lines]  # como hace Jupyter
    for _ in range(MOST_MAGICS):
        try:
            return lines, ast.parse("".join(lines))
        except SyntaxError as error:
            line = (error.lineno or 0) - 1
            if not (0 <= line < len(lines) and MAGIC.fullmatch(lines[line].rstrip())):
                raise
            timed, found = TIMED.subn(r"\1", lines[line])
            before = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
            lines[line] = timed if found else f"{before}pass\n"
    raise SyntaxError("demasiadas órdenes de Jupyter")


def foreign(trees: Sequence[ast.stmt]) -> dict[str, str]:
    """Los nombres que vienen de un módulo que no está al calificar, y ese módulo."""
    found, others = dict(SCREEN), Counter[str]()
    for node in _executed(trees):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for one in node.names:
                name = one.asname or one.name.partition(".")[0]
                module = getattr(node, "module", None) or one.name
                if allowed(module) and not getattr(node, "level", 0):
                    others[name] += 1
                else:
                    found[name] = module.partition(".")[0]
            continue
        names = {node.name} if isinstance(node, DEFINITIONS) else targets(node)
        source = _called(node)
        for name in names:
            if source in found:
                found[name] = found[source]
            else:
                others[name] += 1
    return {name: module for name, module in found.items() if not others[name]}


def _repeated(trees: Sequence[ast.stmt]) -> list[str]:
    found = Counter(n.name for n in _executed(trees) if isinstance(n, DEFINITIONS[:2]))
    return [
        f"`{name}` está definida {times} veces: vale la última"
        for name, times in found.items()
        if times > 1
    ]


def _one_by_one(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Las instrucciones, con cada importación aparte: la que falla no se lleva a las otras."""
    for node in body:
        if isinstance(node, ast.Import):
            yield from (ast.copy_location(ast.Import([one]), node) for one in node.names)
        else:
            yield node


def _executed(trees: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Las instrucciones, y las que tienen adentro, sin entrar en las funciones."""
    pending = list(trees)[::-1]
    while pending:
        yield (node := pending.pop())
        if isinstance(node, BLOCKS):
            inner = [
                one for one in ast.iter_child_nodes(node) if isinstance(one, (ast.stmt, *ARMS))
            ]
            bodies = [one.body if isinstance(one, ARMS) else [one] for one in inner]
            pending += [one for body in bodies for one in body][::-1]


def _computes(node: ast.stmt) -> bool:
    """Si hace algo más que importar."""
    quiet = (ast.Pass, ast.Import, ast.ImportFrom, *BLOCKS)
    return not all(isinstance(one, quiet) for one in _executed([node]))


def _called(node: ast.stmt) -> str:
    """De qué nombre cuelga la llamada que hace una instrucción suelta o una asignación."""
    value = getattr(node, "value", None)
    value = value.func if isinstance(value, ast.Call) else value
    return root(value) if isinstance(value, ast.Name | ast.Attribute | ast.Subscript) else ""


class _Figures(ast.NodeTransformer):
    """Quita de un bloque lo que solo dibuja: `plt.plot(…)` no detiene al ciclo que lo rodea."""

    def __init__(self, foreign: Mapping[str, str]) -> None:
        self._foreign = foreign

    def visit_Expr(self, node: ast.Expr | ast.Assign) -> ast.stmt:
        return ast.copy_location(ast.Pass(), node) if _called(node) in self._foreign else node

    visit_Assign = visit_Expr  # noqa: N815

    def visit_FunctionDef(self, node: ast.stmt) -> ast.stmt:
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef  # noqa: N815
