"""Llamar a una función en el cuaderno de quien estudia, con las mismas reglas que al calificar.

Lo que entra y lo que sale pasa por `protocol`, como si cruzara la pared de la caja; mientras corre
no están los módulos que al calificar faltan, y hay el mismo plazo.
"""

import builtins
import contextlib
import io
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import cached_property
from types import ModuleType
from typing import Any

import numpy as np

from course_lib.grading import protocol
from course_lib.grading.borrowed import borrowed
from course_lib.grading.calling import allowed, outcome

SECONDS = 8.0  # para cada llamada: los mismos que al calificar
SLOW = 4.0  # desde aquí se avisa: otro computador puede ser más lento
BUDGET = 60.0  # para todas las llamadas del cuaderno, también como al calificar


class Kernel:
    """Las funciones que están definidas en un cuaderno abierto.

    Argumentos:
        namespace: sus nombres. Los que vienen de otros módulos se apartan durante cada llamada.

    Atributos:
        spent: los segundos que han tomado todas las llamadas.
    """

    def __init__(self, namespace: Mapping[str, object]) -> None:
        self._namespace, self.spent = namespace, 0.0

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """Lo que pasó, como `calling.outcome`, y en `seconds` cuánto demoró."""
        given = _sent(protocol.pack({"args": args, "kwargs": kwargs}))
        happened: dict[str, Any] = {}
        start = time.perf_counter()
        with _cut(1.01 * SECONDS), self._apart() as absent:
            happened = outcome(self._namespace, name, given["args"], given["kwargs"], absent)
        seconds = time.perf_counter() - start
        self.spent += seconds
        return dict(_sent(protocol.pack_answer(happened))) | {"seconds": seconds}

    @cached_property
    def _strangers(self) -> list[tuple[MutableMapping[str, Any], str, str]]:
        """Dónde está, cómo se llama y de qué módulo viene lo que al calificar no habrá.

        También se mira entre los nombres de Python: Jupyter les agrega los suyos (`display`), y
        en las celdas ya ejecutadas (`In`): un número no dice de dónde vino.
        """
        own = self._namespace.get("__name__")
        if not isinstance(own, str) or not isinstance(self._namespace, MutableMapping):
            return []  # no es un cuaderno: no se sabe qué es propio
        cells = self._namespace.get("In")
        made = borrowed(map(str, cells)) if isinstance(cells, list) else {}
        return [
            (names, name, module)
            for names, known in ((self._namespace, made), (vars(builtins), {}))
            for name, value in names.items()
            if name[:2] != "__" and (module := _foreign(value, own) or _made(name, value, known))
        ]

    @contextlib.contextmanager
    def _apart(self) -> Iterator[dict[str, str]]:
        """Aparta lo ajeno mientras dura, y después lo deja como estaba."""
        taken = [
            (names, name, names.pop(name), module)
            for names, name, module in self._strangers
            if name in names
        ]
        try:
            yield {name: module for _, name, _, module in taken}
        finally:
            for names, name, value, _ in taken:
                names.setdefault(name, value)


class Interrupted(KeyboardInterrupt):
    """Quien estudia detuvo la revisión: se dice dónde, sin mostrar cómo se revisa."""

    def _render_traceback_(self) -> list[str]:  # así la muestra Jupyter
        return [str(self)]


def interrupted(error: BaseException, namespace: Mapping[str, object]) -> Interrupted:
    """En qué línea de la respuesta estaba al interrumpirla."""
    where, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if trace.tb_frame.f_globals is namespace:
            where = f" en `{code.co_name}`, línea {trace.tb_lineno}"
        trace = trace.tb_next
    return Interrupted(f"Se interrumpió la revisión{where}: ¿hay un ciclo que no termina?")


@contextlib.contextmanager
def _cut(seconds: float) -> Iterator[None]:
    """Detiene lo que siga corriendo después del plazo, donde el sistema lo permite."""
    free = (
        hasattr(signal, "SIGALRM")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    )
    if not free:
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        with contextlib.suppress(TimeoutError):
            yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _sent(packed: bytes) -> Any:
    return protocol.unpack(io.BytesIO(packed).read)


def _foreign(value: object, own: str) -> str:
    """El módulo del que viene algo, si al calificar no está; una clase propia, el de su base."""
    modules: list[object] = []
    if isinstance(value, np.ufunc):
        return _home(value)
    with contextlib.suppress(Exception):
        modules = [value.__name__ if isinstance(value, ModuleType) else value.__module__]
    if modules == [own]:
        kind = value if isinstance(value, type) else type(value)
        modules = [base.__module__ for base in kind.__mro__]
    for module in modules:
        if isinstance(module, str) and module != own and not allowed(module):
            return module.partition(".")[0]
    return ""


def _made(name: str, value: object, known: Mapping[str, str]) -> str:
    return "" if isinstance(value, ModuleType) else known.get(name, "")


def _home(function: np.ufunc) -> str:
    """El módulo ajeno donde vive una función universal, que no dice de dónde viene."""
    name = function.__name__
    for module, found in list(sys.modules.items()):
        if not allowed(module) and vars(found).get(name) is function:
            return module.partition(".")[0]
    return ""
