"""Qué nombres globales usa, asigna y podría cambiar un trozo de código, sin ejecutarlo."""

import ast
from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = (*FUNCTIONS, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Effects(ast.NodeVisitor):
    """Los efectos de un árbol sobre los nombres globales.

    uses     los que lee, también dentro de sus funciones
    now      los que lee al ejecutarse
    binds    los que define, asigna o borra, enteros o por partes (`t[0] = …`)
    touches  los que podría cambiar por un método: `t.append(…)`
    passes   los que entrega a otra función, que podría cambiarlos: `llena(t)`
    later    los que cambia cuando se llama a lo que define
    """

    def __init__(self, tree: ast.AST, local: frozenset[str] = frozenset()) -> None:
        self.uses, self.now, self.binds = set[str](), set[str](), set[str]()
        self.touches, self.passes, self.later = set[str](), set[str](), set[str]()
        self._local, self._passed = local, False
        try:
            self.visit(tree)
        except RecursionError:  # una expresión de miles de términos: cualquiera de sus nombres
            for node in ast.walk(tree):
                if isinstance(node, ast.Name):
                    self._see(node.id, isinstance(node.ctx, ast.Load))

    def visit_Name(self, node: ast.Name) -> None:
        self._see(node.id, isinstance(node.ctx, ast.Load))

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._change(root(node))
        self.generic_visit(node)

    visit_Subscript = visit_Attribute  # noqa: N815

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._change(name := root(node.target))
        self._see(name, load=True)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name):
            self._see(node.func.id, load=True, passed=False)
        else:
            self._touch(root(node.func))
            self.visit(node.func)
        before, self._passed = self._passed, True
        for argument in (*node.args, *node.keywords):
            self.visit(argument)
        self._passed = before

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._see(node.name, load=False)
        for outside in (*node.decorator_list, *_defaults(node.args)):
            self.visit(outside)
        local = self._local | local_names(node)
        for part in node.body:
            inner = Effects(part, local)
            self.uses |= inner.uses
            self.later |= inner.binds | inner.touches | inner.passes | inner.later

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._see(node.name, load=False)
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        for part in node.body:
            inner = Effects(part, self._local)
            self.uses, self.now = self.uses | inner.uses, self.now | inner.now
            self.touches, self.passes = self.touches | inner.touches, self.passes | inner.passes
            self.later |= inner.later

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside(node, local_names(node))

    def visit_ListComp(self, node: ast.AST) -> None:
        targets = (part for one in getattr(node, "generators", ()) for part in ast.walk(one.target))
        self._inside(node, frozenset(part.id for part in targets if isinstance(part, ast.Name)))

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp  # noqa: N815

    def generic_visit(self, node: ast.AST) -> None:
        for name in _named(node):
            self._see(name, load=False)
        super().generic_visit(node)

    def _inside(self, node: ast.AST, names: frozenset[str]) -> None:
        before, self._local = self._local, self._local | names
        self.generic_visit(node)
        self._local = before

    def _see(self, name: str, load: bool, passed: bool | None = None) -> None:
        if not name or name in self._local:
            return
        if not load:
            self.binds.add(name)
            return
        self.uses.add(name)
        self.now.add(name)
        if self._passed if passed is None else passed:
            self.passes.add(name)

    def _touch(self, name: str) -> None:
        if name and name not in self._local:
            self.touches.add(name)

    def _change(self, name: str) -> None:
        if name and name not in self._local:
            self.touches.add(name)
            self.binds.add(name)


def root(node: ast.AST) -> str:
    """El nombre del que cuelga una expresión: `t` en `t.a[0].append`; en `f(t).append`, ninguno."""
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute | ast.Subscript | ast.Starred):
            node = node.value
        elif isinstance(node, ast.Call) and not isinstance(node.func, ast.Name):
            node = node.func
        else:
            return ""
    return node.id


def local_names(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> frozenset[str]:
    """Los parámetros y las variables propias de una función."""
    arguments = function.args
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    given += [one for one in (arguments.vararg, arguments.kwarg) if one]
    names, shared = {one.arg for one in given}, set[str]()
    body = [] if isinstance(function, ast.Lambda) else function.body
    for node in _own(body):
        names |= set(_named(node))
        if isinstance(node, ast.Global | ast.Nonlocal):
            shared |= set(node.names)
        elif isinstance(node, COMPREHENSIONS):  # adentro, `:=` asigna afuera
            walrus = (one.target for one in ast.walk(node) if isinstance(one, ast.NamedExpr))
            names |= {one.id for one in walrus}
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, SCOPES) and not isinstance(node, ast.Lambda):
            names.add(node.name)
    return frozenset(names - shared)


def _own(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Los nodos de una función, sin los de las funciones que tenga adentro."""
    pending: list[ast.AST] = list(body)
    while pending:
        yield (node := pending.pop())
        if not isinstance(node, (*SCOPES, *COMPREHENSIONS)):
            pending += ast.iter_child_nodes(node)


def _named(node: ast.AST) -> list[str]:
    """Los nombres que un nodo asigna y que el árbol guarda como texto."""
    if isinstance(node, ast.alias):
        return [] if node.name == "*" else [node.asname or node.name.partition(".")[0]]
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return [node.name] if node.name else []
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    return []


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [one for one in (*arguments.defaults, *arguments.kw_defaults) if one is not None]
