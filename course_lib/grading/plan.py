"""El plan: qué se califica y cómo, lo mismo para todo el curso."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course_lib.grading import apart, clock, sandbox
from course_lib.grading.question import REGISTRY, Question, load

HERE = Path(__file__).parent


class GradingError(Exception):
    """Algo que quien califica puede arreglar; el mensaje dice cómo."""


@dataclass(frozen=True)
class Plan:
    """Qué se califica y cómo: lo mismo para todo el curso.

    Argumentos:
        exercise: el número, con dos cifras.
        seed: de ella salen los datos de las preguntas; otra semilla, otros datos.
        box: «bwrap», «docker» o «ninguna».
        hidden: el texto de un archivo con más preguntas, que no se publica.
        call, budget: segundos de procesador para cada llamada y para todo un cuaderno.
        patience: cuántas veces más se espera según el reloj.
    """

    exercise: str
    seed: int
    box: str = "bwrap"
    hidden: str = ""
    call: float = sandbox.CALL
    budget: float = sandbox.BUDGET
    patience: float = clock.PATIENCE

    def questions(self) -> list[Question]:
        """Las preguntas del ejercicio, en orden."""
        known = load() | (_hidden(self.hidden) if self.hidden else {})
        found = [one for one in known.values() if one.exercise == self.exercise]
        if not found:
            raise GradingError(f"No hay preguntas del ejercicio {self.exercise}.")
        return sorted(found, key=lambda one: [int(part) for part in re.findall(r"\d+", one.id)])

    def opened(self, code: Sequence[str]) -> sandbox.Box:
        """La caja de un cuaderno, con los plazos de este plan."""
        return sandbox.Box(
            self.box, code, call=self.call, budget=self.budget, patience=self.patience
        )

    def longest(self) -> float:
        """Segundos de reloj que puede tomar una entrega antes de darla por perdida."""
        return (sandbox.START + self.budget + apart.WHOLE) * self.patience

    def digest(self) -> bytes:
        """Cambia si cambia algo de lo que depende un resultado."""
        state = hashlib.sha256(repr(self).encode())
        folders = {HERE, *(one.folder for one in self.questions() if one.folder is not None)}
        for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
            state.update(path.read_bytes())
        return state.digest()


def _hidden(text: str) -> dict[str, Question]:
    """Las preguntas de un archivo, sin que queden registradas para otros."""
    public = dict(REGISTRY)
    try:
        exec(compile(text, "ocultas", "exec"), {"__name__": "ocultas"})
        for name, one in public.items():
            if REGISTRY[name] is not one:
                raise GradingError(f"el número {name} ya existe: usa otro")
        return {name: one for name, one in REGISTRY.items() if name not in public}
    except Exception as error:
        raise GradingError(f"No puedo usar las preguntas ocultas: {error}") from error
    finally:
        REGISTRY.clear()
        REGISTRY.update(public)
