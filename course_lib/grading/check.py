"""La autoevaluación: corre en el cuaderno de quien estudia y le responde en palabras."""

import copy
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from course_lib.checks import suggest
from course_lib.grading.question import (
    NotAcceptedError,
    PendingError,
    Question,
    StudentError,
    UndefinedError,
    Verdict,
    WrongAnswerError,
    load,
    text,
)

LABELS = {
    "ok": "✓ correcta",
    "incorrecta": "✗ por corregir",
    "error_en_celda": "✗ con error",
    "pendiente": "○ pendiente",
    "sin_funcion": "○ pendiente",
}
LARGEST = 64 * 2**20  # bytes: un arreglo mayor no es una respuesta, es un accidente
ERROR_HINTS: dict[type[BaseException], str] = {
    IndexError: "Ese índice no existe: mira con `len` cuántos elementos hay y cuáles recorres.",
    ModuleNotFoundError: "Usa solo NumPy y la biblioteca estándar de Python.",
    NameError: "Ese nombre no existe: revisa cómo se escribe y corre la celda que lo define.",
    RecursionError: "La función se llama a sí misma sin parar: falta el caso que la detiene.",
    SystemExit: "Quita `exit()` o `quit()`: una función termina con `return`.",
    TypeError: "Revisa qué es cada cosa en esa línea: una lista no se opera como un arreglo, y "
    "cada función recibe sus argumentos en orden.",
    np.linalg.LinAlgError: "Suele ser una matriz sin inversa, o que no es cuadrada: imprime su "
    "`shape` y revisa cómo la armaste.",
    ValueError: "Suele ser un choque de formas: imprime `x.shape` de cada arreglo de esa línea.",
}


def check(question: str, namespace: Mapping[str, object] | None = None) -> None:
    """Revisa tu respuesta a una pregunta y te dice qué falta, sin detenerse nunca con un error.

    Argumentos:
        question: su número, como «1.1».
        namespace: dónde buscar tus funciones; si falta, en el cuaderno que la llama.
    """
    student = Student(sys._getframe(1).f_globals if namespace is None else namespace)
    screen = sys.stdout
    found = load().get(text(question).strip())
    if found is None:
        print(f"No conozco la pregunta {text(question)!r}. {suggest(text(question), load())}")
    else:
        print(_report(found, found.evaluate(student)), file=screen)


def check_all(exercise: int | None = None, namespace: Mapping[str, object] | None = None) -> None:
    """Muestra en una tabla cómo va el ejercicio y qué está pendiente.

    Argumentos:
        exercise: su número; si falta, el que tenga más funciones definidas en el cuaderno.
        namespace: dónde buscar tus funciones; si falta, en el cuaderno que la llama.
    """
    student = Student(sys._getframe(1).f_globals if namespace is None else namespace)
    screen = sys.stdout
    verdicts: dict[str, dict[Question, Verdict]] = {}
    for question in load().values():
        if exercise is None or question.exercise == text(exercise).zfill(2):
            verdicts.setdefault(question.exercise, {})[question] = question.evaluate(student)
    if not verdicts:
        print(f"No hay un ejercicio {text(exercise)!r}.")
    else:
        print(_table(max(verdicts.values(), key=_defined)), file=screen)


class Student:
    """Las funciones de quien estudia: reciben copias y devuelven datos simples.

    Responde lo mismo que el intermediario hacia un proceso aislado: números, textos, listas,
    diccionarios y arreglos; cualquier otra cosa se explica con `NotAcceptedError`.
    """

    def __init__(self, namespace: Mapping[str, object]) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in self._namespace:
            raise UndefinedError(f"falta definir `{name}`; corre la celda donde está")
        function = self._namespace[name]
        if not callable(function):
            kind = type(function).__name__
            raise WrongAnswerError(
                f"`{name}` debería ser una función y es un {kind}",
                f"Le asignaste otra cosa a `{name}`: vuelve a correr la celda de su función.",
            )
        return partial(_call, name, function)


def _call(name: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    given, named = copy.deepcopy((args, kwargs))
    try:
        with warnings.catch_warnings():
            answer = _plain(function(*given, **named))
        mutated = _fingerprint((given, named)) != _fingerprint((args, kwargs))
    except NotImplementedError:
        raise PendingError(f"escribe `{name}`") from None
    except (KeyboardInterrupt, NotAcceptedError):
        raise
    except BaseException as error:
        raise _explained(name, error) from None
    if mutated:
        raise WrongAnswerError(
            f"`{name}` modifica los datos que recibe",
            "Quien la llama los pierde: trabaja sobre una copia (`w = w.copy()`) o escribe "
            "`w = w - …` en vez de `w -= …`.",
        )
    if answer is None:
        raise WrongAnswerError(f"`{name}` devolvió None", "¿Falta un `return` al final?")
    return answer


def _explained(name: str, error: BaseException) -> StudentError:
    kind = next((hint for cls, hint in ERROR_HINTS.items() if isinstance(error, cls)), "")
    frames = traceback.extract_tb(error.__traceback__, limit=2)[1:]
    if isinstance(error, TypeError) and not frames:
        kind = "Revisa que la función reciba los argumentos del enunciado, en ese orden."
    line = f", en la línea {frames[0].lineno}: {frames[0].line}".rstrip(": ") if frames else ""
    return StudentError(
        f"`{name}` se detuvo con {type(error).__name__}: {text(error)}{line}",
        kind or "Lee el mensaje del error y la línea donde ocurrió.",
    )


def _plain(value: Any) -> Any:
    """Copia de un resultado hecha solo de datos simples."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return value.item()
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and value.nbytes <= LARGEST:
        return np.array(value, subok=False)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {text(key): _plain(item) for key, item in value.items()}
    what = f"un {type(value).__name__}"
    if isinstance(value, np.ndarray):
        what = f"un arreglo de tipo {value.dtype} y forma {value.shape}"
    raise WrongAnswerError(
        f"recibí {what}, que aquí no se puede revisar",
        "Devuelve números, arreglos numéricos de NumPy, listas o diccionarios.",
    )


def _fingerprint(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if isinstance(value, list | tuple):
        return [_fingerprint(item) for item in value]
    if isinstance(value, dict):
        return {key: _fingerprint(item) for key, item in value.items()}
    return value


def _report(question: Question, verdict: Verdict) -> str:
    lines = [f"{LABELS[verdict.state]}: {question.id} {question.title}"]
    sentence, _, mask = verdict.message.partition("\n")
    if sentence:
        lines.append(f"  {sentence[0].upper()}{sentence[1:]}.")
    if mask:
        lines.append(mask)
    if verdict.state in ("incorrecta", "error_en_celda"):
        lines += [
            f"  Pista: {verdict.hint}",
            f"  Repasa: lección {question.exercise}, sección «{question.section}».",
        ]
    return "\n".join(lines + [f"  Aviso: {note}" for note in verdict.notes])


def _table(verdicts: Mapping[Question, Verdict]) -> str:
    lines = [f"Ejercicio {next(iter(verdicts)).exercise}", "Pregunta  Puntos  Estado"]
    earned = total = 0.0
    pending = []
    for question, verdict in verdicts.items():
        points = question.points if verdict.state == "ok" else 0
        earned, total = earned + points, total + question.points
        score = f"{points:g} de {question.points:g}"
        lines.append(f"{question.id:<8}  {score:<6}  {LABELS[verdict.state]}: {question.title}")
        pending += [question.id] if verdict.state != "ok" else []
    lines.append(f"Llevas {earned:g} de {total:g} puntos.")
    lines.append(f"Te falta: {', '.join(pending)}." if pending else "¡Está todo! Buen trabajo.")
    lines.append("Es una autoevaluación, no una nota: quien enseña prueba con otros números.")
    return "\n".join(lines)


def _defined(verdicts: Mapping[Question, Verdict]) -> int:
    return sum(verdict.state != "sin_funcion" for verdict in verdicts.values())
