"""Lo que corre dentro de la caja: lee las celdas de un cuaderno y llama a sus funciones.

Un proceso con NumPy ya importado lee las celdas sin ejecutarlas y crea, para cada pregunta, una
copia de sí mismo donde sí se ejecutan; al terminar la pregunta muere todo lo que haya quedado
vivo. Solo usa NumPy, la biblioteca estándar y sus módulos vecinos: aquí no está `course_lib`.
"""

import __future__

import ast
import contextlib
import json
import os
import signal
import sys
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

sys.path.insert(0, str(Path(__file__).parent))

import calling  # type: ignore[import-not-found]
import likeness  # type: ignore[import-not-found]
import numpy.random  # noqa: F401  # NumPy lo importa al usarlo: así cada copia lo trae listo
import protocol  # type: ignore[import-not-found]
import reading  # type: ignore[import-not-found]

# Lo que también falló en Jupyter; otros errores pueden venir de lo que en la caja no está
SURE = (ArithmeticError, AssertionError, IndexError, TypeError, ValueError, NotImplementedError)
RECURSION = 3000  # llamadas anidadas: las que llega a permitir Jupyter


def main(options: dict[str, Any]) -> None:
    """Atiende pedidos: primero las celdas, después una pregunta tras otra.

    Argumentos:
        options: `limits`, los topes de `resource`; `alone`, si está en una caja donde puede matar
            a todos los demás procesos.
    """
    _restrict(options["limits"])
    _try_fork()
    channel = Channel()
    notebook = reading.Notebook(channel.receive()["cells"])
    channel.send(_report(notebook))
    while True:
        channel.receive()
        if not hasattr(os, "fork"):
            _attend(channel, notebook)
        child = os.fork()
        if child == 0:
            _attend(channel, notebook)
        os.waitpid(child, 0)
        if options["alone"] and os.getppid() == 1:  # nunca fuera de un espacio de procesos propio
            _clean()
        channel.send({"done": True})


def _report(notebook: reading.Notebook) -> dict[str, Any]:
    """Qué hay en el cuaderno, antes de ejecutar nada: avisos, huellas y lo que no hará falta."""
    return {
        "notes": [*notebook.notes, *notebook.lacking(), *notebook.undefined()],
        "prints": likeness.fingerprints(notebook.trees),
        "skipped": notebook.skipped(),
    }


def _attend(channel: "Channel", notebook: reading.Notebook) -> NoReturn:
    """Llama a las funciones del cuaderno hasta que termina la pregunta."""
    try:
        answered = Answered(notebook)
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
        view = memoryview(protocol.pack_answer(message))
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


class Answered:
    """Lo que una función necesita de su cuaderno, ejecutado instrucción por instrucción.

    La que también falló en Jupyter detiene a su celda, como allá. La que falla por algo que aquí no
    está no se lleva a las otras, y se recuerda por qué no está lo que definía.
    """

    def __init__(self, notebook: reading.Notebook) -> None:
        module = types.ModuleType("__main__")  # así se llama en el cuaderno
        sys.modules[module.__name__] = module
        sys.setrecursionlimit(RECURSION)
        self._notebook, self._namespace = notebook, vars(module)
        self._failures, self._done = dict[str, BaseException](), set[int]()
        self._absent = dict(notebook.foreign)
        self._stopped, self._doubtful = dict[int, int](), False

    def call(self, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Lo que pasó al llamar a una función, o al definirla."""
        for position in self._notebook.needed([name]):
            one = self._notebook.statements[position]
            if position not in self._done and position <= self._stopped.get(one.cell, position):
                self._done.add(position)
                self._execute(position, one)
        if name not in self._namespace and name not in self._absent and name in self._failures:
            return {"error": calling.described(self._failures[name])}
        return dict(calling.outcome(self._namespace, name, args, kwargs, self._absent))

    def _execute(self, position: int, one: reading.Statement) -> None:
        # Las anotaciones no se evalúan: pueden nombrar algo que aquí no está
        flags = __future__.annotations.compiler_flag
        module = ast.Module([one.node], [])
        try:
            code = compile(module, reading.named(one.cell), "exec", flags, dont_inherit=True)
            with calling.only_numpy(self._namespace):
                exec(code, self._namespace)
        except BaseException as error:
            self._doubtful |= isinstance(error, OSError) or not isinstance(error, SURE)
            if not self._doubtful:
                self._stopped[one.cell] = position
            missing = one.names.binds - self._namespace.keys()
            self._failures |= dict.fromkeys(missing, error)
            if cause := self._absent.get(getattr(error, "name", None) or ""):
                self._absent |= dict.fromkeys(missing, cause)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
