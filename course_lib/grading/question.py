"""Qué es una pregunta, dónde se registra y qué veredictos puede dar."""

import importlib
import pkgutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.grading.calling import text

# El único lugar por donde se llega a las preguntas: cada sala con un paquete `questions`
ROOMS = "course_lib.lessons"
Body = Callable[[Any, np.random.Generator], None]
REGISTRY: dict[str, "Question"] = {}


class NotAcceptedError(Exception):
    """Por qué no se acepta una respuesta; `hint` es la pista del error reconocido."""

    state = "incorrecta"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class WrongAnswerError(NotAcceptedError):
    """La función respondió algo que no es lo pedido."""


class StudentError(NotAcceptedError):
    """La función se detuvo con un error."""

    state = "error_en_celda"


class OutsideError(Exception):
    """Falló algo ajeno a quien responde: no es un veredicto, y quien califica debe saberlo."""


class PendingError(NotAcceptedError):
    """La función sigue siendo el hueco del enunciado."""

    state = "pendiente"


class UndefinedError(NotAcceptedError):
    """La función no está definida."""

    state = "sin_funcion"


class Advice(UserWarning):
    """Algo que conviene saber, aunque la respuesta se acepte."""


@dataclass(frozen=True)
class Verdict:
    """El resultado de revisar una pregunta."""

    state: str
    message: str = ""
    hint: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """Una función que comprueba respuestas, con su puntaje y su pista general."""

    id: str
    points: float
    hint: str
    section: str
    body: Body

    @property
    def exercise(self) -> str:
        """El número del ejercicio, con dos cifras."""
        return self.id.partition(".")[0].zfill(2)

    @property
    def folder(self) -> Path | None:
        """Donde están ella y las que la acompañan; None si no viene de un archivo."""
        path = Path(self.body.__code__.co_filename)
        return path.parent if path.exists() else None

    @property
    def title(self) -> str:
        """La primera línea del docstring."""
        return (self.body.__doc__ or "").partition("\n")[0].rstrip(".")

    def evaluate(self, student: Any, seed: int = 0) -> Verdict:
        """Revisa las funciones de `student` con datos al azar; solo deja pasar Ctrl-C."""
        with warnings.catch_warnings(record=True) as caught, np.errstate(all="warn"):
            warnings.simplefilter("default")
            verdict = self._verdict(student, np.random.default_rng(seed))
        notes = tuple(dict.fromkeys(_note(warning) for warning in caught))
        return Verdict(verdict.state, verdict.message, verdict.hint, notes)

    def _verdict(self, student: Any, rng: np.random.Generator) -> Verdict:
        try:
            self.body(student, rng)
        except OutsideError:
            raise
        except NotAcceptedError as reason:
            return Verdict(reason.state, text(reason), reason.hint or self.hint)
        except MemoryError:
            message = "lo que devolviste es demasiado grande para compararlo"
            return Verdict("incorrecta", message, self.hint)
        except AssertionError as error:
            return Verdict("incorrecta", text(error) or "no cumple lo pedido", self.hint)
        except Exception as error:
            message = f"no pude comparar lo que devolviste ({type(error).__name__}: {text(error)})"
            return Verdict("incorrecta", message, self.hint)
        return Verdict("ok")


def question(id: str, *, points: float, hint: str, section: str) -> Callable[[Body], Body]:  # noqa: A002
    """Registra como pregunta a la función `(student, rng)` que sigue.

    Argumentos:
        id: «ejercicio.pregunta», como en el enunciado.
        points: puntaje; los de un ejercicio suman 10.
        hint: pista para un error que ninguna comparación reconoce.
        section: título de la sección de la lección que conviene repasar.
    """

    def register(body: Body) -> Body:
        if id in REGISTRY and REGISTRY[id].body.__qualname__ != body.__qualname__:
            raise ValueError(
                f"La pregunta {id!r} está definida dos veces: cambia uno de los números."
            )
        REGISTRY[id] = Question(id, points, hint, section, body)
        return body

    return register


def load() -> dict[str, Question]:
    """Todas las preguntas del curso, por número."""
    for room in _packages(ROOMS):
        for package in _packages(room):
            if package.endswith(".questions"):
                for module in _modules(package):
                    importlib.import_module(module.name)
    return REGISTRY


def _packages(parent: str) -> list[str]:
    return [module.name for module in _modules(parent) if module.ispkg]


def _modules(package: str) -> Iterator[pkgutil.ModuleInfo]:
    return pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}.")


def _note(warning: warnings.WarningMessage) -> str:
    kind = "" if issubclass(warning.category, Advice) else f"{warning.category.__name__}: "
    return kind + text(warning.message)
