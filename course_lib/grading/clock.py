"""El tiempo de una caja: el de procesador, el que pasa detenida y el del reloj, con holgura.

Un vecino que ocupa el procesador, una pausa o un notebook que se cierra alargan el reloj y no el
trabajo: a quien espera su turno no se le cobra. Quien duerme no espera a nadie, y también gasta.
"""

import contextlib
import os
import queue
import time
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

from course_lib.grading.question import NotAcceptedError

REST = 1.0  # cuánto puede estar detenida por cada segundo de procesador
PATIENCE = 6.0  # y cuánto reloj se espera, pase lo que pase
FIRST, TICK = 0.02, 0.25  # segundos entre dos miradas
SLOW = "¿Hay un ciclo que no termina, o que es muy lento?"
ASLEEP = "¿Espera algo que no llega, como `time.sleep`, un candado o lo que alguien escriba?"


class TimedOutError(NotAcceptedError):
    """La función no respondió a tiempo; `late` si lo dice el reloj, que depende del equipo."""

    state = "tiempo_agotado"

    def __init__(self, message: str, hint: str = SLOW, *, late: bool = False) -> None:
        super().__init__(message, hint)
        self.late = late


@dataclass(frozen=True)
class Time:
    """Segundos de procesador, detenida y de reloj."""

    cpu: float
    asleep: float
    wall: float

    def __sub__(self, other: "Time") -> "Time":
        return Time(self.cpu - other.cpu, self.asleep - other.asleep, self.wall - other.wall)

    def least(self, other: "Time") -> "Time":
        """El menor de cada uno."""
        return Time(*map(min, astuple(self), astuple(other)))

    def exceeds(self, other: "Time") -> list[str]:
        """Los nombres de los que ya llegaron a los de otro."""
        return [name for name, spent in vars(self).items() if spent >= vars(other)[name]]


def allowed(seconds: float, patience: float = PATIENCE) -> Time:
    """Lo que se concede a lo que toma `seconds` de procesador."""
    return Time(seconds, seconds * min(REST, patience), seconds * patience)


class Meter:
    """Lo que gastó una caja desde que se abrió.

    Argumentos:
        root: el proceso del que vienen los de la caja; con 0 solo cuenta el reloj.
    """

    def __init__(self, root: int) -> None:
        self._root, self._clock, self.spent = root, time.monotonic(), Time(0, 0, 0)
        self._seen = _Seen(0.0, {})

    def wait(self, answers: "queue.Queue[Any]", limit: Time, left: Time) -> Any:
        """La próxima respuesta, o `TimedOutError`; lo que llega de inmediato no se mide.

        Argumentos:
            limit: lo que se concede a esta espera.
            left: lo que se concede a la caja, contado desde que se abrió.
        """
        self._clock = time.monotonic()
        with contextlib.suppress(queue.Empty):
            return answers.get(timeout=FIRST)
        start = self._look(FIRST)
        whole = left - start
        most = limit.least(whole)
        while not (over := (self.spent - start).exceeds(most)):
            with contextlib.suppress(queue.Empty):
                answer = answers.get(timeout=TICK)
                self._look(TICK)
                return answer
            self._look(TICK)
        raise _timed_out(over[0], vars(most)[over[0]], vars(whole)[over[0]])

    def _look(self, tick: float) -> Time:
        """Lo gastado hasta ahora; entre dos miradas pasa a lo más el doble de lo esperado.

        Así, el rato en que el calificador estuvo detenido no se le cobra a nadie.
        """
        now, seen = time.monotonic(), _look_at(self._root)
        passed = min(now - self._clock, 2 * tick)
        before, self._clock, self._seen = self._seen, now, seen
        worked = max(0.0, seen.cpu - before.cpu)
        if seen.incomplete:  # alguno terminó al mirarlo: su tiempo aparecerá en quien lo recoja
            self._seen = replace(seen, cpu=max(seen.cpu, before.cpu))
        # La espera de varios a la vez es una sola: si se sumaran, taparían a quien duerme
        waits = (wait - before.queued.get(one, 0) for one, wait in seen.queued.items())
        queued = max(waits, default=passed)
        rested = 0.0 if seen.on_disk else max(0.0, passed - worked - queued)
        self.spent = Time(
            self.spent.cpu + worked, self.spent.asleep + rested, self.spent.wall + passed
        )
        return self.spent


def _timed_out(name: str, most: float, whole: float) -> TimedOutError:
    message, hint = {
        "cpu": (f"usó más de {most:.0f} segundos de procesador", SLOW),
        "asleep": (f"estuvo más de {most:.0f} segundos detenida, sin hacer nada", ASLEEP),
        "wall": (f"no respondió en {most:.0f} segundos", SLOW),
    }[name]
    if whole <= most:
        message = "el cuaderno entero agotó su tiempo"
    return TimedOutError(message, hint, late=name == "wall")


@dataclass(frozen=True)
class _Seen:
    """Lo que dice el sistema de una familia de procesos.

    Atributos:
        cpu: segundos de procesador, con los de quienes ya terminaron.
        queued: segundos que cada hilo esperó su turno; vacío donde no se sabe.
        on_disk: si alguno espera al disco, que es del equipo.
        incomplete: si alguno terminó mientras se miraba.
    """

    cpu: float
    queued: Mapping[str, float]
    on_disk: bool = False
    incomplete: bool = False


def _look_at(root: int) -> _Seen:
    total, pending, queued = 0, [str(root)], dict[str, float]()
    on_disk = incomplete = False
    while pending:
        folder = Path("/proc", pending.pop())
        try:
            # El nombre del programa va entre paréntesis y puede traer espacios
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            on_disk |= fields[0] == "D"
            total += sum(map(int, fields[11:15]))  # los suyos y los de quienes ya recogió
            for thread in (folder / "task").iterdir():
                pending += (thread / "children").read_text(encoding="ascii").split()
                with contextlib.suppress(FileNotFoundError):  # hay núcleos que no lo cuentan
                    waited = (thread / "schedstat").read_text(encoding="ascii").split()[1]
                    queued[thread.name] = int(waited) / 1e9
        except OSError:
            incomplete = True
    return _Seen(total / os.sysconf("SC_CLK_TCK") if total else 0.0, queued, on_disk, incomplete)
