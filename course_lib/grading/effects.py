"""Qué lee, asigna, guarda y podría cambiar un trozo de código, sin ejecutarlo."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Set

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
SCOPES = (*FUNCTIONS, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Lo que, escrito en un valor por defecto o en una clase, dura de una llamada a otra
KEPT = (ast.List, ast.Dict, ast.Set, ast.Call, *COMPREHENSIONS)
# No son nombres de nadie: lo que un módulo recuerda, y de dónde sale el azar de todos
MODULES, RANDOM = "los módulos", "el azar"
CONFIGURES = re.compile(
    r".+\.(set(?!\w*1d)\w+|reset\w+|register|getcontext|basicConfig|filterwarnings|simplefilter"
    r"|chdir|putenv|enable|disable)"
)
DRAWS = re.compile(r"(numpy\.)?random\.(?!default_rng)[a-z]\w*")
RESTORES = re.compile(r"warnings\.catch_warnings")  # al salir, deja todo como estaba


class Effects(ast.NodeVisitor):
    """Los efectos de un árbol sobre los nombres globales.

    uses    los que lee, también dentro de sus funciones
    now     los que lee al ejecutarse
    binds   los que define, asigna o borra
    parts   los que cambia por partes: `t[0] = …`, `f.one = …`, `setattr(f, …)`
    later   los que lee cuando se llama a lo que define
    sets    los que asigna o cambia cuando se llama a lo que define

    Argumentos:
        local: los nombres que ahí no son globales.
        imported: de dónde viene cada nombre importado, como en `imported`.
    """

    def __init__(
        self,
        tree: ast.AST,
        local: frozenset[str] = frozenset(),
        imported: Mapping[str, str] | None = None,
    ) -> None:
        self.uses, self.now, self.binds = set[str](), set[str](), set[str]()
        self.parts, self.later, self.sets = set[str](), set[str](), set[str]()
        self._local, self._imported = local, imported or {}
        try:
            self.visit(tree)
        except RecursionError:  # una expresión de miles de términos: cualquiera de sus nombres
            for node in ast.walk(tree):
                if isinstance(node, ast.Name):
                    self._see(node.id, isinstance(node.ctx, ast.Load))

    def visit_Name(self, node: ast.Name) -> None:
        self._see(node.id, isinstance(node.ctx, ast.Load))
        self._ask(node)

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._change(root(node))
        self._ask(node)
        self.generic_visit(node)

    visit_Subscript = visit_Attribute  # noqa: N815

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        for part in (node.target, node.value):  # la anotación no se evalúa
            if part is not None:
                self.visit(part)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._see(root(node.target), load=True)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in ("setattr", "delattr"):
            self._change(root(node.args[0]) if node.args else "")
        self.generic_visit(node)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        before = MODULES in self.parts
        self.generic_visit(node)
        paths = [_path(item.context_expr, self._imported) for item in node.items]
        if any(map(RESTORES.fullmatch, paths)) and not before:
            self.parts.discard(MODULES)

    visit_AsyncWith = visit_With  # noqa: N815

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._see(node.name, load=False)
        self._around(node.decorator_list + defaults(node.args))
        self._inside(node.body, local_names(node))

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._see(node.name, load=False)
        self._around([*node.decorator_list, *node.bases, *(one.value for one in node.keywords)])
        before = set(self.binds)
        self._around(node.body)
        self.binds = before

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._around(defaults(node.args))
        for inner in self._inside([node.body], local_names(node)):
            self._join(inner)  # quizás la llame esta misma instrucción

    def visit_ListComp(self, node: ast.AST) -> None:
        targets = (part for one in getattr(node, "generators", ()) for part in ast.walk(one.target))
        before = self._local
        self._local |= {part.id for part in targets if isinstance(part, ast.Name)}
        self.generic_visit(node)
        self._local = before

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp  # noqa: N815

    def generic_visit(self, node: ast.AST) -> None:
        for name in _named(node):
            self._see(name, load=False)
        super().generic_visit(node)

    def _around(self, parts: Iterable[ast.AST]) -> None:
        """Lo que se ejecuta al definir algo, y que lo definido conserva."""
        for part in parts:
            inner = Effects(part, self._local, self._imported)
            self._join(inner)
            self.later |= inner.now

    def _inside(self, body: Iterable[ast.AST], names: frozenset[str]) -> list["Effects"]:
        """Lo que se ejecuta al llamar a una función."""
        found = [Effects(part, self._local | names, self._imported) for part in body]
        for inner in found:
            self.uses |= inner.uses
            self.later |= inner.now | inner.later
            self.sets |= inner.binds | inner.parts | inner.sets
        return found

    def _join(self, inner: "Effects") -> None:
        for kind in ("uses", "now", "binds", "parts", "later", "sets"):
            getattr(self, kind).update(getattr(inner, kind))

    def _see(self, name: str, load: bool) -> None:
        if name and name not in self._local:
            for found in (self.uses, self.now) if load else (self.binds,):
                found.add(name)

    def _change(self, name: str) -> None:
        if name in self._imported:
            self.parts.add(MODULES)
        if name and name not in self._local:
            self.parts.add(name)

    def _ask(self, node: ast.AST) -> None:
        """Anota si nombra algo que configura un módulo o que saca números al azar."""
        path = _path(node, self._imported)
        if DRAWS.fullmatch(path):
            self._see(RANDOM, load=True)
        elif CONFIGURES.fullmatch(path):
            self.parts.add(MODULES)


def imported(trees: Iterable[ast.AST]) -> dict[str, str]:
    """De dónde viene cada nombre importado, arriba o dentro de una función: `np`, de `numpy`."""
    found = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = f"{getattr(node, 'module', None) or ''}.".lstrip(".")
            for one in node.names:
                whole = one.name if one.asname or module else one.name.partition(".")[0]
                found[one.asname or whole] = module + whole
    return found


def _path(node: ast.AST, imported: Mapping[str, str]) -> str:
    """El nombre completo de algo importado: `numpy.random.seed` si se escribe `np.random.seed`."""
    names = []
    while isinstance(node, ast.Attribute | ast.Call):
        names += [node.attr] if isinstance(node, ast.Attribute) else []
        node = node.value if isinstance(node, ast.Attribute) else node.func
    if not isinstance(node, ast.Name) or node.id not in imported:
        return ""
    return ".".join([imported[node.id], *names[::-1]])


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


def decorators(node: ast.AST) -> list[ast.expr]:
    """Los decoradores de una definición, sin sus argumentos."""
    found = getattr(node, "decorator_list", [])
    return [one.func if isinstance(one, ast.Call) else one for one in found]


def methods(node: ast.AST) -> list[ast.expr]:
    """Los métodos que llama un nodo: `M.sube()`, `@g.register`."""
    called = [node.func] if isinstance(node, ast.Call) else decorators(node)
    return [one for one in called if isinstance(one, ast.Attribute)]


def keeps(node: ast.stmt, written: Set[str]) -> bool:
    """Si una definición guarda algo: un valor por defecto, o lo que comparten los objetos.

    Argumentos:
        written: los atributos que el cuaderno asigna en alguna parte.
    """
    if isinstance(node, ast.ClassDef):
        return any(keeps(part, written) for part in node.body)
    value = getattr(node, "value", None)
    function = value if isinstance(value, ast.Lambda) else node
    if isinstance(function, FUNCTIONS):
        kept = defaults(function.args)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        kept = [value] if value else []
        if kept and targets(node) & written:
            return True
    else:
        return not isinstance(node, ast.Pass | ast.Expr)
    return any(isinstance(part, KEPT) for one in kept for part in ast.walk(one))


def targets(node: ast.stmt) -> set[str]:
    """Los nombres que asigna una instrucción, sin contar las que tenga adentro."""
    parts = [*getattr(node, "targets", ()), getattr(node, "target", None)]
    parts += [one.optional_vars for one in getattr(node, "items", ())]
    return {part.id for one in parts if one for part in ast.walk(one) if isinstance(part, ast.Name)}


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


def defaults(arguments: ast.arguments) -> list[ast.expr]:
    """Los valores por defecto de los parámetros."""
    return [one for one in (*arguments.defaults, *arguments.kw_defaults) if one is not None]
