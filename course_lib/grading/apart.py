"""Aparte: cada entrega se compara en una copia de este proceso, con memoria y tiempo acotados.

Se compara del lado de quien califica, pero con datos que escribió otra persona. Si con ellos la
copia muere, muere ella sola y se sabe de quién era. Donde no hay `fork` no hay copia ni topes.
"""

import contextlib
import ctypes
import json
import os
import select
import signal
import struct
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from course_lib.grading.question import NotAcceptedError

MEMORY = 1536 * 2**20  # bytes, además de lo que ya ocupa este proceso
WHOLE = 60  # segundos de procesador para comparar un cuaderno: con más, el sistema mata la copia
QUESTION = 10.0  # segundos de procesador para comparar una pregunta: con más, se pierde ella
TICK = 1.0  # segundos: una pausa del calificador cuenta como una espera, dure lo que dure
FORKING = threading.Lock()  # una copia a la vez, aunque repartan varios hilos
LENGTH = struct.Struct(">Q")
PR_SET_PDEATHSIG = 1


class LostError(Exception):
    """La copia murió, o no terminó nunca."""


class TooLongError(NotAcceptedError):
    """Comparar lo que devolvió la función toma demasiado tiempo."""


def run(task: Callable[[], Any], seconds: float) -> Any:
    """Lo que devuelve la tarea, en JSON; si la copia muere o no termina, `LostError`."""
    if not hasattr(os, "fork"):
        return task()
    child, reading = _forked(task)
    try:
        data = _received(reading, child, seconds)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if data is None:
        raise LostError(_how(status))
    return json.loads(data)


@contextlib.contextmanager
def within_limits() -> Iterator[None]:
    """Corta con `TooLongError` lo que use más de `QUESTION` segundos; solo rige aparte."""
    if not _Copy.here:
        yield
        return
    # Se repite: quien compara puede haber atrapado el primer aviso
    signal.setitimer(signal.ITIMER_PROF, QUESTION, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def die_with(parent: int) -> None:
    """En Linux, este proceso muere con quien lo creó: nada queda si matan al calificador."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:  # ya había muerto
            os._exit(1)


def _forked(task: Callable[[], Any]) -> tuple[int, int]:
    """El número de la copia, y por dónde llega lo que escriba."""
    try:
        reading, writing = os.pipe()
    except OSError as error:
        raise LostError(f"no se puede abrir otro archivo: {error.strerror}") from None
    try:
        with FORKING, warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # avisa que aquí hay hilos
            parent, child = os.getpid(), os.fork()
        if child == 0:
            _attend(task, parent, writing)
    except OSError as error:  # las cajas de otras entregas también gastan el tope de procesos
        os.close(reading)
        raise LostError(f"no se puede crear otro proceso: {error.strerror}") from None
    finally:
        os.close(writing)
    return child, reading


class _Copy:
    """Si este proceso es una copia."""

    here = False


def _attend(task: Callable[[], Any], parent: int, writing: int) -> NoReturn:
    """En la copia: acota, hace la tarea, escribe lo que resulta y termina."""
    try:
        die_with(parent)
        _restrict()
        data = json.dumps(task()).encode()
        with open(writing, "wb") as file:
            file.write(LENGTH.pack(len(data)) + data)
        os._exit(0)
    finally:
        os._exit(1)


def _restrict() -> None:
    import resource

    _Copy.here = True
    signal.signal(signal.SIGPROF, _too_long)
    with contextlib.suppress(OSError):  # si falta memoria, que el sistema elija a esta copia
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    limits = {resource.RLIMIT_CPU: WHOLE}
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + MEMORY
    for limit, value in limits.items():
        soft, hard = resource.getrlimit(limit)
        known = [one for one in (soft, hard, value) if one != resource.RLIM_INFINITY]
        resource.setrlimit(limit, (min(known), hard))


def _too_long(*_: object) -> NoReturn:
    raise TooLongError("comparar lo que devolviste toma demasiado tiempo")


def _received(reading: int, child: int, seconds: float) -> bytes | None:
    """El mensaje entero de la copia, o nada si murió antes de terminarlo."""
    data, waited, alive = b"", 0.0, True
    while waited < seconds:
        start = time.monotonic()
        while select.select([reading], [], [], TICK if alive else 0)[0]:
            part = os.read(reading, 1 << 20)
            data += part
            if len(data) >= LENGTH.size and len(data) - LENGTH.size == LENGTH.unpack_from(data)[0]:
                return data[LENGTH.size :]
            if not part:
                return None
        if not alive:
            return None
        # Otra copia pudo heredar el extremo por donde ésta escribe: se mira también si vive
        alive = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        waited += min(time.monotonic() - start, TICK)
    raise LostError("compararla no termina")


def _how(status: int) -> str:
    """Cómo murió la copia, en palabras."""
    if os.WIFEXITED(status):
        return "no alcanzó la memoria, o el proceso que la comparaba se cerró"
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return "compararla toma demasiado tiempo"
    if number == signal.SIGKILL:
        return "agotó la memoria"
    return f"el proceso que la comparaba murió con la señal {number}"
