"""El tiempo de una caja: el de procesador, que no depende del equipo, y el del reloj, con holgura.

Un vecino que ocupa el procesador, una pausa o un notebook que se cierra alargan el reloj y no el
trabajo. Quien duerme, en cambio, no trabaja: a ése lo detiene el reloj.
"""

import contextlib
import os
import queue
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_lib.grading.question import NotAcceptedError

PATIENCE = 6.0  # cuánto reloj se espera por cada segundo de procesador
FIRST, TICK = 0.02, 0.25  # segundos entre dos miradas
HINT = "¿Hay un ciclo que no termina, o que es muy lento?"


class TimedOutError(NotAcceptedError):
    """La función no respondió a tiempo; `late` si lo dice el reloj y no el procesador."""

    state = "tiempo_agotado"

    def __init__(self, message: str, hint: str = HINT, *, late: bool = False) -> None:
        super().__init__(message, hint)
        self.late = late


@dataclass
class Time:
    """Segundos de procesador y de reloj."""

    cpu: float
    wall: float

    def __sub__(self, other: "Time") -> "Time":
        return Time(self.cpu - other.cpu, self.wall - other.wall)

    def least(self, other: "Time") -> "Time":
        """El menor de cada uno."""
        return Time(min(self.cpu, other.cpu), min(self.wall, other.wall))


def allowed(seconds: float, patience: float = PATIENCE) -> Time:
    """Lo que se concede a lo que toma `seconds` de procesador."""
    return Time(seconds, seconds * patience)


class Meter:
    """Lo que gastó una caja desde que se abrió.

    Argumentos:
        root: el proceso con que se abrió; sus descendientes son la caja.
    """

    def __init__(self, root: int) -> None:
        self._root, self._clock, self.spent = root, time.monotonic(), Time(0, 0)

    def wait(self, answers: "queue.Queue[Any]", limit: Time, left: Time) -> Any:
        """La próxima respuesta, o `TimedOutError`; lo que llega de inmediato no se mide.

        Argumentos:
            limit: lo que se concede a esta espera.
            left: lo que se concede a la caja, contado desde que se abrió.
        """
        self._clock = time.monotonic()
        with contextlib.suppress(queue.Empty):
            return answers.get(timeout=FIRST)
        start, spent = self._look(FIRST), Time(0, 0)
        whole = left - start
        most = limit.least(whole)
        while spent.cpu < most.cpu and spent.wall < most.wall:
            with contextlib.suppress(queue.Empty):
                answer = answers.get(timeout=TICK)
                self._look(TICK)
                return answer
            spent = self._look(TICK) - start
        late = spent.cpu < most.cpu
        message = f"usó más de {most.cpu:.0f} segundos de procesador"
        if late:
            message = f"no respondió en {most.wall:.0f} segundos"
        if (whole.wall if late else whole.cpu) <= (most.wall if late else most.cpu):
            message = "el cuaderno entero agotó su tiempo"
        raise TimedOutError(message, late=late)

    def _look(self, tick: float) -> Time:
        """Lo gastado hasta ahora; entre dos miradas pasa a lo más el doble de lo esperado.

        Así, el rato en que el calificador estuvo detenido no se le cobra a nadie.
        """
        now = time.monotonic()
        self.spent.wall += min(now - self._clock, 2 * tick)
        self._clock = now
        self.spent.cpu = max(self.spent.cpu, _cpu(self._root))
        return Time(self.spent.cpu, self.spent.wall)


def _cpu(root: int) -> float:
    """Los segundos de procesador de un proceso y de los que vienen de él; 0 donde no se sabe."""
    total, pending = 0, [str(root)]
    while pending:
        folder = Path("/proc", pending.pop())
        try:
            # El nombre del programa va entre paréntesis y puede traer espacios
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))  # los suyos y los de quienes ya recogió
            for thread in (folder / "task").iterdir():
                pending += (thread / "children").read_text(encoding="ascii").split()
        except OSError:
            continue  # terminó mientras se miraba
    return total / os.sysconf("SC_CLK_TCK") if total else 0.0
