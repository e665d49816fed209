"""Lo que corre dentro de la caja: lee las celdas de un cuaderno y llama a sus funciones.

Un proceso con NumPy ya importado lee las celdas sin ejecutarlas y crea, para cada pregunta, una
copia de sí mismo donde sí se ejecutan; al terminar la pregunta muere todo lo que haya quedado
vivo. Solo usa NumPy, la biblioteca estándar y dos módulos vecinos: aquí no está `course_lib`.
"""

import __future__

import ast
import contextlib
import hashlib
import json
import linecache
import os
import re
import signal
import sys
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).parent))

import calling  # type: ignore[import-not-found]
import numpy.random  # noqa: F401  # NumPy lo importa al usarlo: así cada copia lo trae listo
import protocol  # type: ignore[import-not-found]

SMALLEST = 40  # nodos: dos respuestas más cortas se parecen por casualidad
Cells = Sequence[str]
ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)
# Lo que agrega Jupyter: %magia, !orden, x = !orden, x = %magia, nombre?
MAGIC = re.compile(r"\s*(?:[%!?].*|[\w.,\s]+=\s*[%!].*|.*\?)")
MOST_MAGICS = 100


def main(options: dict[str, Any]) -> None:
    """Atiende pedidos: primero las celdas, después una pregunta tras otra.

    Argumentos:
        options: `limits`, los topes de `resource`; `alone`, si está en una caja donde puede matar
            a todos los demás procesos.
    """
    _restrict(options["limits"])
    _try_fork()
    channel = Channel()
    answers = Answers(channel.receive()["cells"])
    channel.send(answers.report())
    while True:
        channel.receive()
        if not hasattr(os, "fork"):
            _attend(channel, answers)
        child = os.fork()
        if child == 0:
            _attend(channel, answers)
        os.waitpid(child, 0)
        if options["alone"] and os.getppid() == 1:  # nunca fuera de un espacio de procesos propio
            _clean()
        channel.send({"done": True})


def _attend(channel: "Channel", answers: "Answers") -> NoReturn:
    """Define las funciones y las llama hasta que termina la pregunta."""
    try:
        answered = answers.define()
        while "call" in (request := channel.receive()):
            happened = answered.call(request["call"], request["args"], request["kwargs"])
            channel.send({"id": request["id"], **happened})
    finally:
        os._exit(0)


def _restrict(limits: dict[str, int]) -> None:
    """Acota memoria, tiempo, archivos y procesos."""
    with contextlib.suppress(ImportError):
        import resource

        for name, value in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (value, value))


def _try_fork() -> None:
    """Falla al abrir la caja, y no en cada pregunta, si aquí no se puede crear un proceso."""
    if hasattr(os, "fork"):
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)


def _clean() -> None:
    """Mata a todos menos al primero de la caja y a este mismo, y recoge lo que quede."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


class Channel:
    """Los mensajes entran y salen por descriptores que la respuesta no conoce por su nombre."""

    def __init__(self) -> None:
        self._input, self._output = os.dup(0), os.dup(1)
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)

    def receive(self) -> Any:
        return protocol.unpack(self._read)

    def send(self, message: dict[str, Any]) -> None:
        try:
            packed = protocol.pack(message)
        except protocol.ProtocolError as error:
            hint = "Devuelve solo lo que se pide."
            packed = protocol.pack({
                "id": message.get("id"),
                "rejected": [f"tu resultado {error}", hint],
            })
        view = memoryview(packed)
        while view:
            view = view[os.write(self._output, view) :]

    def _read(self, size: int) -> bytes:
        parts = []
        while size:
            part = os.read(self._input, min(size, 1 << 20))
            if not part:
                os._exit(0)  # quien corrige ya no está
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


class Statement:
    """Una instrucción del cuaderno, su celda y los nombres que define o asigna y los que usa."""

    def __init__(self, cell: str, node: ast.stmt) -> None:
        self.cell, self.node = cell, node
        self.stored, self.loaded = _stored(node), _loaded(node)
        self.defines = not isinstance(node, ASSIGNMENTS)


class Answers:
    """Lo que se ejecuta de un cuaderno: importaciones, funciones, clases y lo que ellas nombran.

    El resto (demostraciones, figuras, experimentos) no se ejecuta.

    Argumentos:
        cells: el código de cada celda; lo que es de Jupyter y no de Python se salta.
    """

    def __init__(self, cells: Cells) -> None:
        self._statements: list[Statement] = []
        self._functions: dict[str, list[ast.AST]] = {}
        self.notes: list[str] = []
        for number, source in enumerate(cells, 1):
            name = f"la celda de código {number}"
            try:
                lines, tree = _parsed(source)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.notes.append(f"no pude leer {name} ({type(error).__name__})")
                continue
            linecache.cache[name] = (len(source), None, lines, name)
            self._statements += [Statement(name, node) for node in _flat(tree.body)]
        for one in self._statements:
            if isinstance(one.node, ast.FunctionDef):
                self._functions.setdefault(one.node.name, []).append(one.node)
        self.notes += [
            f"`{name}` está definida {len(found)} veces: vale la última"
            for name, found in self._functions.items()
            if found[1:]
        ]

    def report(self) -> dict[str, Any]:
        """Qué hay, antes de ejecutar nada: los avisos y la huella de cada función."""
        prints = {name: _print_of(found[-1]) for name, found in self._functions.items()}
        return {
            "notes": self.notes,
            "prints": {name: value for name, value in prints.items() if value},
        }

    def define(self) -> "Answered":
        """Las definiciones, listas para llamarlas."""
        return Answered(self._statements)


class Answered:
    """Las definiciones de un cuaderno, ejecutadas una por una: la que falla no se lleva a otras."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        module = types.ModuleType("respuestas")
        sys.modules[module.__name__] = module
        self._namespace, self._failures = vars(module), dict[str, BaseException]()
        self._statements, self._done = statements, set[int]()
        definitions = [one for one in statements if one.defines]
        self._run({name for one in definitions for name in one.loaded | one.stored})

    def call(self, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Lo que pasó al llamar a una función, o al definirla."""
        if name not in self._namespace:
            self._run({name})
        if name not in self._namespace and name in self._failures:
            return {"error": calling.described(self._failures[name])}
        return dict(calling.outcome(self._namespace, name, args, kwargs))

    def _run(self, wanted: set[str]) -> None:
        """Ejecuta, en orden, lo que define y lo que asigna un nombre que hace falta."""
        size = -1
        while size != len(wanted):
            size = len(wanted)
            for one in self._statements:
                if one.stored & wanted:
                    wanted |= one.loaded
        for number, one in enumerate(self._statements):
            if number not in self._done and (one.defines or one.stored & wanted):
                self._done.add(number)
                self._execute(one)

    def _execute(self, one: Statement) -> None:
        # Las anotaciones no se evalúan: pueden nombrar algo que aquí no está
        flags = __future__.annotations.compiler_flag
        try:
            module = ast.Module([one.node], [])
            exec(compile(module, one.cell, "exec", flags, dont_inherit=True), self._namespace)
        except BaseException as error:
            self._failures |= dict.fromkeys(one.stored, error)


def _parsed(source: str) -> tuple[list[str], ast.Module]:
    """Las líneas y el árbol de una celda, sin las órdenes de Jupyter que la hacen ilegible."""
    lines = source.splitlines(keepends=True)
    for _ in range(MOST_MAGICS):
        try:
            return lines, ast.parse("".join(lines))
        except SyntaxError as error:
            line = (error.lineno or 0) - 1
            if not (0 <= line < len(lines) and MAGIC.fullmatch(lines[line].rstrip())):
                raise
            indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
            lines[line] = f"{indent}pass\n"
    raise SyntaxError("demasiadas órdenes de Jupyter")


def _flat(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Importaciones, definiciones y asignaciones, también dentro de un `if` o un `try`."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            if isinstance(node, ast.ImportFrom):
                node.names = node.names if not node.level and _allowed(node.module or "") else []
            else:
                node.names = [alias for alias in node.names if _allowed(alias.name)]
            if node.names:
                yield node
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) or _stored(node):
            yield node
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from _flat(node.body)


def _stored(node: ast.stmt) -> set[str]:
    """Los nombres que define o asigna."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    if not isinstance(node, ASSIGNMENTS):
        return set()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {
        part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)
    }


def _loaded(node: ast.stmt) -> set[str]:
    """Los nombres que usa."""
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _allowed(module: str) -> bool:
    root = module.partition(".")[0]
    return root == "numpy" or root in sys.stdlib_module_names


def _print_of(function: ast.AST) -> str | None:
    """La huella del árbol de una función, igual aunque se cambien nombres y textos."""
    try:
        shape = "\n".join(_shape(function, {}))
    except RecursionError:
        return None
    if shape.count("\n") < SMALLEST:
        return None
    return hashlib.sha256(shape.encode()).hexdigest()[:16]


def _shape(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    """Recorre el árbol y llama a cada nombre por su orden de aparición."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # un docstring
    yield type(node).__name__
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_comment", "ctx"):
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, ast.AST):
                yield from _shape(item, names)
            elif isinstance(item, str) and field in ("id", "arg", "name"):
                yield names.setdefault(item, f"n{len(names)}")
            elif item is not None:
                yield repr(item)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
