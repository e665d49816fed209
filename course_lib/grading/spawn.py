"""El proceso de una caja: cómo nace con sus descriptores y sus topes, y cómo muere entero.

Matar a bubblewrap no espera a quienes están adentro. Aquí se mata al proceso 1 de la caja y se
espera por él: el núcleo lo da por terminado recién cuando no queda ningún otro.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course_lib.grading.cgroup import Group
from course_lib.grading.question import OutsideError

OPENED = 30.0  # segundos para que bubblewrap diga cuál es el proceso 1
EMPTY = 60.0  # segundos para que muera el último proceso de una caja
MOST_SAID = 2000
INFO, READY = object(), object()  # por dónde la caja dice quién es, y por dónde se le dice que siga
Word = str | bytes | object


class BoxError(OutsideError):
    """La caja no se pudo abrir, o no se pudo cerrar."""


@dataclass(frozen=True)
class Command:
    """Cómo se abre una caja.

    Argumentos:
        words: la orden. Unos bytes cruzan como el número del descriptor donde se leen; `INFO` y
            `READY`, como los de las tuberías que se usan al abrir.
        environment: el ambiente de quien la corre; si falta, el de este proceso.
        stop: otra orden, si matar a la primera no basta para cerrar lo que abrió.
        group: el grupo de control donde entra, si lo hay.
    """

    words: Sequence[Word]
    environment: Mapping[str, str] | None = None
    stop: tuple[str, ...] = ()
    group: Group | None = None


class Spawned:
    """El proceso de una orden, que se mata con todos los que haya creado."""

    def __init__(self, command: Command, folder: str | None) -> None:
        self._command, self.said = command, ""
        self._first: int | None = None  # el proceso 1 de la caja
        self._popen: subprocess.Popen[bytes] | None = None
        self._errors, errors = os.pipe()  # nunca un archivo: crecería en el disco de quien califica
        if hasattr(os, "set_blocking"):
            os.set_blocking(self._errors, False)
        try:
            with contextlib.ExitStack() as stack:
                stack.callback(os.close, errors)
                self._open(command, folder, errors, stack)
        except BaseException as error:
            self.kill()
            self.close_channel()
            if isinstance(error, OSError):
                what = f"no puedo ejecutar {command.words[0]!s}: {error.strerror}"
                raise BoxError(what) from error
            if isinstance(error, BoxError) and self.said:
                raise BoxError(self.said) from error
            raise

    @property
    def pid(self) -> int:
        """El proceso del que vienen los de la caja; 0 si los crea otro, como el motor de Docker."""
        return 0 if self._popen is None or self._command.stop else self._popen.pid

    def _open(
        self, command: Command, folder: str | None, errors: int, stack: contextlib.ExitStack
    ) -> None:
        pipes = _Pipes()
        stack.callback(pipes.close)
        words = [pipes.word(word) for word in command.words]
        self._popen = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            cwd=folder,
            env=command.environment,
            bufsize=0,
            start_new_session=True,
            pass_fds=pipes.theirs,
        )
        first = pipes.first_process()
        if first is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._first = os.pidfd_open(first)
        if command.group is not None:
            command.group.add(first)
        pipes.go()

    @property
    def stdin(self) -> Any:
        return self._popen.stdin if self._popen is not None else None

    @property
    def stdout(self) -> Any:
        return self._popen.stdout if self._popen is not None else None

    def close_channel(self) -> None:
        for pipe in (self.stdin, self.stdout):
            with contextlib.suppress(OSError):
                pipe and pipe.close()

    def kill(self) -> None:
        """Mata a todos, espera que no quede ninguno y guarda en `said` lo que dijo la orden."""
        if self._command.group is not None:
            self._command.group.kill()
        if self._first is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._first, signal.SIGKILL)
        if self._popen is not None:
            self._kill_command(self._popen)
        empty = self._first is None or _readable(self._first, EMPTY)
        self._close()
        if not empty:
            raise BoxError(
                f"un proceso de la caja sigue vivo {EMPTY:.0f} segundos después de matarlo"
            )

    def _kill_command(self, popen: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(popen.pid, signal.SIGKILL)
            popen.kill()
        if self._command.stop and popen.returncode is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(self._command.stop, capture_output=True, check=False, timeout=OPENED)
        popen.wait()

    def _close(self) -> None:
        if self._errors >= 0:
            with contextlib.suppress(BlockingIOError):
                self.said = os.read(self._errors, MOST_SAID).decode(errors="replace").strip()
            os.close(self._errors)
        if self._first is not None:
            os.close(self._first)
        if self._command.group is not None:
            self._command.group.remove()
        self._errors, self._first = -1, None


class _Pipes:
    """Las tuberías de una orden: las puntas de ella y las nuestras."""

    def __init__(self) -> None:
        self.theirs: list[int] = []
        self._info: int | None = None
        self._ready: int | None = None

    def word(self, word: Word) -> str:
        """La palabra que va en la orden, con su descriptor abierto si lo necesita."""
        if isinstance(word, str):
            return word
        reading, writing = os.pipe()
        self.theirs.append(writing if word is INFO else reading)
        if word is INFO:
            self._info = reading
        elif word is READY:
            self._ready = writing
        else:
            with open(writing, "wb") as file:  # cabe en la tubería: nadie espera a nadie
                file.write(bytes(word))  # type: ignore[call-overload]
        return f"{self.theirs[-1]}"

    def first_process(self) -> int | None:
        """El proceso 1 de la caja, visto desde aquí; None si la orden no lo dice."""
        for descriptor in self.theirs:
            os.close(descriptor)
        self.theirs = []
        if self._info is None:
            return None
        told = b"".join(_parts(self._info))
        if not told.endswith(b"}\n"):
            raise BoxError("se cerró antes de abrirse")
        return int(json.loads(told)["child-pid"])

    def go(self) -> None:
        if self._ready is not None:
            os.write(self._ready, b"1")

    def close(self) -> None:
        for descriptor in (*self.theirs, self._info, self._ready):
            if descriptor is not None:
                os.close(descriptor)


def _parts(descriptor: int) -> Iterator[bytes]:
    """Lo que llega hasta que se cierra la llave del JSON, o la tubería."""
    part = b""
    while not part.endswith(b"}\n"):
        if not _readable(descriptor, OPENED):
            raise BoxError(f"no se abrió en {OPENED:.0f} segundos")
        part = os.read(descriptor, 4096)
        if not part:
            return
        yield part


def _readable(descriptor: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(seconds * 1000))
