"""La caja: un proceso aparte, sin red y sin nada que leer, donde corre el código de quien responde.

De este lado se comprueba; del otro se ejecuta. Entre ambos solo cruzan mensajes de `protocol`, y
cada pedido tiene plazo: si la respuesta no llega o no se entiende, la caja se mata entera. Con qué
orden se abre lo dice `launch`.
"""

import itertools
import queue
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from course_lib.grading import protocol
from course_lib.grading.calling import REJECTIONS, word
from course_lib.grading.check import Student
from course_lib.grading.clock import PATIENCE, Meter, Time, TimedOutError, allowed
from course_lib.grading.launch import COMMANDS, MIB, BoxError, Command
from course_lib.grading.question import NotAcceptedError
from course_lib.grading.spawn import Spawned

# Segundos de procesador; de reloj se espera `PATIENCE` veces más
START = 30.0  # arrancar Python, importar NumPy y leer el cuaderno
END = 2.0  # cerrar una pregunta
CALL = 8.0  # cada llamada
BUDGET = 60.0  # todo un cuaderno, con las veces que haya que abrir su caja
LONGEST_TEXT = 10_000  # letras: con más no es una respuesta, y compararlo tarda


class DiedError(NotAcceptedError):
    """El proceso terminó, o respondió algo que no se entiende."""

    state = "proceso_terminado"


class Box:
    """Un cuaderno en su caja: `with Box("bwrap", cells) as box`.

    Argumentos:
        kind: «bwrap», «docker» o «ninguna».
        cells: el código de cada celda.
        call, budget: segundos de procesador para cada llamada y para todo.
        patience: cuántas veces más se espera según el reloj.

    Atributos:
        late: si algún plazo lo venció el reloj, que depende del equipo, y no el procesador.
    """

    def __init__(
        self,
        kind: str,
        cells: Sequence[str],
        *,
        call: float = CALL,
        budget: float = BUDGET,
        patience: float = PATIENCE,
    ) -> None:
        self._start, self._cells = COMMANDS[kind], list(cells)
        self._patience, self._call = patience, allowed(call, patience)
        self._left = allowed(budget, patience)
        self.late = False
        self._process: _Process | None = None
        self._folder = tempfile.mkdtemp(prefix="curso-") if kind == "ninguna" else None
        self._open = False
        self._ids = itertools.count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: Any) -> None:
        self.kill()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def read(self) -> dict[str, Any]:
        """Lo que hay en las celdas, antes de ejecutarlas: avisos y huellas."""
        self._process = process = _Process(self._start(), self._folder)
        try:
            report = self._ask({"cells": self._cells}, allowed(START, self._patience))
        except (TimedOutError, DiedError):
            self.kill()
            if process.said:
                raise BoxError(process.said) from None
            raise
        if not isinstance(report, dict):
            raise DiedError("la caja no pudo leer el cuaderno")
        return report

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Mapping[str, Any]:
        """Llama a una función y cuenta qué pasó, como `calling.outcome`."""
        self._begin()
        number = next(self._ids)
        request = {"call": name, "args": args, "kwargs": dict(kwargs), "id": number}
        try:
            happened = self._ask(request, self._call)
        except NotAcceptedError:
            self.kill()
            raise
        if _is_outcome(happened, number):
            return dict(_shortened(happened))
        self.kill()
        raise DiedError(f"`{name}` terminó el proceso donde corría", EXIT_HINT)

    def end(self) -> None:
        """Termina la pregunta: lo que haya quedado corriendo muere."""
        if self._process is None or not self._open:
            return
        self._open = False
        try:
            limit = allowed(END, self._patience)
            if self._process.ask({"end": True}, limit, self._left) != {"done": True}:
                self.kill()
        except NotAcceptedError:
            self.kill()

    def kill(self) -> None:
        """Mata la caja; si hace falta otra vez, se abre una nueva con lo que quede de tiempo."""
        if self._process is not None:
            self._left -= self._process.meter.spent
            self._process.kill()
        self._process, self._open = None, False

    def _begin(self) -> None:
        if self._process is None:
            self.read()
        if self._process is not None and not self._open:
            self._process.send({"begin": True})
            self._open = True

    def _ask(self, message: dict[str, Any], limit: Time) -> Any:
        if self._process is None:
            raise DiedError("la caja se cerró")
        try:
            return self._process.ask(message, limit, self._left)
        except TimedOutError as error:
            self.late |= error.late
            raise


EXIT_HINT = (
    "Quita lo que termina el proceso (`os._exit`, `kill`): una función termina con `return`."
)


def _shortened(value: Any) -> Any:
    """Lo mismo, con los textos demasiado largos cortados."""
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    if isinstance(value, list | tuple):
        return type(value)(map(_shortened, value))
    if isinstance(value, dict):
        return {_shortened(key): _shortened(item) for key, item in value.items()}
    return value


def _is_outcome(happened: Any, number: int) -> bool:
    """Si es lo que cuenta `calling.outcome`, ni más ni menos: pudo escribirlo la respuesta."""
    if not isinstance(happened, dict) or type(happened.get("id")) is not int:
        return False
    told = {key: value for key, value in happened.items() if key != "id"}
    shape = SHAPES.get(frozenset(told))
    return happened["id"] == number and shape is not None and shape(told)


def _is_error(told: Mapping[str, Any]) -> bool:
    error = told["error"]
    if not isinstance(error, dict) or set(error) != {"types", "message", "line"}:
        return False
    types, line = error["types"], error["line"]
    known = line is None or (isinstance(line, list) and [type(part) for part in line] == [int, str])
    are_words = isinstance(types, list) and all(map(_is_word, types)) and bool(types)
    return known and isinstance(error["message"], str) and are_words


def _is_rejection(told: Mapping[str, Any]) -> bool:
    reason = told["rejected"]
    if not isinstance(reason, dict) or set(reason) != {"kind", "of", "shape"}:
        return False
    kind, shape = reason["kind"], reason["shape"]
    measured = isinstance(shape, list) and all(type(size) is int for size in shape)
    known = isinstance(kind, str) and kind in REJECTIONS
    return known and _is_word(reason["of"]) and (shape is None or measured)


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and word(value) == value


def _is_name(value: Any) -> bool:
    return _is_word(value) and value.isidentifier()


SHAPES: dict[frozenset[str], Callable[[Mapping[str, Any]], bool]] = {
    frozenset({"missing"}): lambda told: told["missing"] is True,
    frozenset({"pending"}): lambda told: _is_name(told["pending"]),
    frozenset({"rejected"}): _is_rejection,
    frozenset({"error"}): _is_error,
    frozenset({"value", "mutated", "view"}): lambda told: (
        type(told["mutated"]) is bool and type(told["view"]) is bool
    ),
}


class BoxedStudent(Student):
    """Las funciones de un cuaderno que corren en su caja."""

    def __init__(self, box: Box) -> None:
        super().__init__({})
        self._box = box

    def _call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._box.call(name, args, kwargs)


class _Process:
    """Un proceso al que se le pregunta con plazo. Un hilo escribe y lee: así nada nos detiene."""

    def __init__(self, command: Command, folder: str | None) -> None:
        self._spawned = Spawned(command, folder)
        self.meter = Meter(self._spawned.pid)
        self._tasks: queue.Queue[Callable[[], Any] | None] = queue.Queue()
        self._results: queue.Queue[Any] = queue.Queue()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def said(self) -> str:
        """Lo que dijo al abrirse, cuando ya terminó."""
        return self._spawned.said

    def send(self, message: dict[str, Any]) -> None:
        packed = protocol.pack(message)
        self._tasks.put(lambda: self._write(packed))

    def ask(self, message: dict[str, Any], limit: Time, left: Time) -> Any:
        """Envía un mensaje y espera la respuesta, o mata el proceso y dice por qué.

        Argumentos:
            limit: lo que se concede a este mensaje.
            left: lo que se concede al proceso, contado desde que se abrió.
        """
        self.send(message)
        self._tasks.put(lambda: self._results.put(protocol.unpack(self._read)))
        try:
            result = self.meter.wait(self._results, limit, left)
        except TimedOutError:
            self.kill()
            raise
        if isinstance(result, Exception):
            self.kill()
            raise DiedError("el proceso se cerró o respondió algo que no se entiende", EXIT_HINT)
        return result

    def kill(self) -> None:
        """Mata el proceso y a sus descendientes, y espera que no quede ninguno."""
        self._tasks.put(None)
        self._spawned.kill()

    def _serve(self) -> None:
        try:
            while (task := self._tasks.get()) is not None:
                task()
        except Exception as error:  # lo que llegue de la caja no puede detener a nadie
            self._results.put(error)
        finally:
            self._spawned.close_channel()

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view and self._spawned.stdin:
            view = view[self._spawned.stdin.write(view) or 0 :]

    def _read(self, size: int) -> bytes:
        parts = []
        while size and self._spawned.stdout:
            part = self._spawned.stdout.read(min(size, MIB))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
