"""Lo que corre dentro de la caja: lee las celdas de un cuaderno y llama a sus funciones.

Un proceso con NumPy ya importado lee las celdas sin ejecutarlas y crea, para cada pregunta, una
copia de sí mismo donde sí se ejecutan; al terminar la pregunta muere todo lo que haya quedado
vivo. Solo usa NumPy, la biblioteca estándar y dos módulos vecinos: aquí no está `course_lib`.
"""

import ast
import contextlib
import hashlib
import json
import linecache
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).parent))

import calling  # type: ignore[import-not-found]
import numpy as np  # noqa: F401  # para que cada copia lo encuentre ya importado
import protocol  # type: ignore[import-not-found]

SMALLEST = 40  # nodos: dos respuestas más cortas se parecen por casualidad
Cells = Sequence[str]


def main(options: dict[str, Any]) -> None:
    """Atiende pedidos: primero las celdas, después una pregunta tras otra.

    Argumentos:
        options: `user`, en qué usuario convertirse (o nada); `limits`, los de `resource`;
            `alone`, si está en una caja donde puede matar a todos los demás procesos.
    """
    channel = Channel()
    _restrict(options["user"], options["limits"])
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
        namespace = answers.define()
        while "call" in (request := channel.receive()):
            happened = calling.outcome(
                namespace, request["call"], request["args"], request["kwargs"]
            )
            channel.send({"id": request["id"], **happened})
    finally:
        os._exit(0)


def _restrict(user: int | None, limits: dict[str, int]) -> None:
    """Deja de ser root y acota memoria, tiempo, archivos y procesos."""
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    with contextlib.suppress(ImportError):
        import resource

        for name, value in limits.items():
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (value, value))


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


class Answers:
    """Lo que se ejecuta de un cuaderno: importaciones, funciones, clases y constantes.

    Argumentos:
        cells: el código de cada celda; lo que empieza con `%` o `!` no es Python y se salta.
    """

    def __init__(self, cells: Cells) -> None:
        self._cells: list[tuple[str, list[ast.stmt]]] = []
        self._functions: dict[str, list[ast.AST]] = {}
        self.notes: list[str] = []
        for number, source in enumerate(cells, 1):
            name = f"la celda de código {number}"
            clean = "".join(map(_python_line, source.splitlines(keepends=True)))
            try:
                nodes = [node for node in ast.parse(clean, name).body if _is_answer(node)]
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self.notes.append(f"no pude leer {name} ({type(error).__name__})")
                continue
            linecache.cache[name] = (len(clean), None, clean.splitlines(keepends=True), name)
            self._cells.append((name, nodes))
            for node in nodes:
                if isinstance(node, ast.FunctionDef):
                    self._functions.setdefault(node.name, []).append(node)
        self.notes += [
            f"`{name}` está definida {len(found)} veces: vale la última"
            for name, found in self._functions.items()
            if found[1:]
        ]

    def report(self) -> dict[str, Any]:
        """Qué hay, antes de ejecutar nada: los nombres y la huella de cada función."""
        prints = {name: _print_of(found[-1]) for name, found in self._functions.items()}
        return {
            "notes": self.notes,
            "prints": {name: value for name, value in prints.items() if value},
        }

    def define(self) -> dict[str, Any]:
        """Ejecuta las definiciones, una por una: la que falla no se lleva a las demás."""
        namespace: dict[str, Any] = {"__name__": "respuestas"}
        for name, nodes in self._cells:
            for node in nodes:
                with contextlib.suppress(BaseException):
                    exec(compile(ast.Module([node], []), name, "exec"), namespace)
        return namespace


def _python_line(line: str) -> str:
    return "\n" if line.lstrip().startswith(("%", "!")) else line


def _is_answer(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return True
    if isinstance(node, ast.Import):
        return all(_allowed(alias.name) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.level == 0 and _allowed(node.module or "")
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        try:
            ast.literal_eval(node.value)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return False
        return True
    return False


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
