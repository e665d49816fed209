"""La autoevaluación: corre en el cuaderno de quien estudia y le responde en palabras."""

import re
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from course_lib import console, memory
from course_lib.checks import suggest
from course_lib.grading.calling import rejection, text
from course_lib.grading.kernel import BUDGET, SECONDS, SLOW, Kernel, interrupted
from course_lib.grading.letters import clean
from course_lib.grading.question import (
    Advice,
    NotAcceptedError,
    PendingError,
    Question,
    StudentError,
    UndefinedError,
    Verdict,
    WrongAnswerError,
    load,
)

memory.watch()

LONGEST_REPORT = 10_000  # letras
LABELS = {
    "ok": "✓ correcta",
    "incorrecta": "✗ por corregir",
    "error_en_celda": "✗ con error",
    "tiempo_agotado": "✗ demasiado lenta",
    "proceso_terminado": "✗ cerró el proceso",
    "pendiente": "○ pendiente",
    "sin_funcion": "○ pendiente",
}
# Por nombre: el error pudo ocurrir en otro proceso
ERROR_HINTS = {
    "EOFError": "Quita `input()`: una función recibe sus datos como argumentos.",
    "IndexError": "Ese índice no existe: mira con `len` cuántos elementos hay y cuáles recorres.",
    "ModuleNotFoundError": "Usa solo NumPy y la biblioteca estándar de Python.",
    "NameError": "Ese nombre no existe: revisa cómo se escribe y corre la celda que lo define.",
    "RecursionError": "La función se llama a sí misma sin parar: falta el caso que la detiene.",
    "SystemExit": "Quita `exit()` o `quit()`: una función termina con `return`.",
    "TypeError": "Revisa qué es cada cosa en esa línea: una lista no se opera como un arreglo, y "
    "cada función recibe sus argumentos en orden.",
    "LinAlgError": "Suele ser una matriz sin inversa, o que no es cuadrada: imprime su "
    "`shape` y revisa cómo la armaste.",
    "ValueError": "Suele ser un choque de formas: imprime `x.shape` de cada arreglo de esa línea.",
}


def check(question: str, namespace: Mapping[str, object] | None = None) -> None:
    """Revisa tu respuesta a una pregunta y te dice qué falta, sin detenerse nunca con un error.

    Argumentos:
        question: su número, como «1.1».
        namespace: dónde buscar tus funciones; si falta, en el cuaderno que la llama.
    """
    __tracebackhide__ = True
    names = sys._getframe(1).f_globals if namespace is None else namespace
    console.tolerate()
    screen = sys.stdout
    found = load().get(text(question).strip())
    if found is None:
        print(_unknown(text(question)))
        return
    try:
        student = Student(names)
        verdict = found.evaluate(student)
        _remember({found: verdict})
        print(report(found, verdict) + student.cost(1 / 6), file=screen)
    except KeyboardInterrupt as error:
        raise interrupted(error, names) from None


def check_all(exercise: int | None = None, namespace: Mapping[str, object] | None = None) -> None:
    """Muestra en una tabla cómo va el ejercicio y qué está pendiente.

    Argumentos:
        exercise: su número; si falta, el que tenga más funciones definidas en el cuaderno.
        namespace: dónde buscar tus funciones; si falta, en el cuaderno que la llama.
    """
    __tracebackhide__ = True
    names = sys._getframe(1).f_globals if namespace is None else namespace
    console.tolerate()
    screen, students = sys.stdout, dict[str, Student]()
    verdicts: dict[str, dict[Question, Verdict]] = {}
    try:
        for question in load().values():
            if exercise is None or question.exercise == text(exercise).zfill(2):
                student = students.setdefault(question.exercise, Student(names))
                verdicts.setdefault(question.exercise, {})[question] = question.evaluate(student)
    except KeyboardInterrupt as error:
        raise interrupted(error, names) from None
    if not verdicts:
        print(f"No hay un ejercicio {text(exercise)!r}.")
    elif exercise is None and not any(map(_defined, verdicts.values())):
        print("Todavía no defines ninguna función: di qué ejercicio es, como en `check_all(3)`.")
    else:
        number, shown = max(verdicts.items(), key=lambda pair: _defined(pair[1]))
        _remember(shown)
        print(_table(shown) + students[number].cost(1 / 2), file=screen)


def _remember(verdicts: Mapping[Question, Verdict]) -> None:
    """Anota los veredictos; con la función sin definir, como al reabrir, vale el que había."""
    for question, verdict in verdicts.items():
        if verdict.state != "sin_funcion":
            memory.note(memory.VERDICT, question.id, verdict.state)


class SlowError(NotAcceptedError):
    """La función no respondió en el plazo."""

    state = "tiempo_agotado"


class Student:
    """Las funciones de quien estudia: reciben copias y devuelven datos simples.

    Argumentos:
        namespace: dónde están, por nombre. Al calificar están en otro proceso, dentro de una caja,
            y lo único que cambia es `_call`.
    """

    def __init__(self, namespace: Mapping[str, object]) -> None:
        self._kernel = Kernel(namespace)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *args, **kwargs: _answer(name, self._call(name, args, kwargs))

    def cost(self, share: float) -> str:
        """El aviso de que sus llamadas suman más que esa parte de lo que tienen entre todas."""
        spent = self._kernel.spent
        if spent <= share * BUDGET:
            return ""
        return (
            f"\n  Aviso: en total son {spent:.0f} s, y al calificar hay {BUDGET:.0f} s para el "
            "cuaderno entero: lo que venga después de agotarlos no se revisa."
        )

    def _call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._kernel.call(name, args, kwargs)


def _answer(name: str, happened: Mapping[str, Any]) -> Any:
    """Lo que devolvió la función, o por qué no se acepta."""
    _timely(name, happened)
    if "missing" in happened:
        raise UndefinedError(f"falta definir `{name}`; corre la celda donde está")
    if "pending" in happened:
        raise PendingError(f"escribe `{happened['pending']}`")
    if "rejected" in happened:
        raise WrongAnswerError(*rejection(name, **happened["rejected"]))
    if "error" in happened:
        raise _explained(name, **happened["error"])
    if happened["mutated"]:
        raise WrongAnswerError(
            f"`{name}` modifica los datos que recibe",
            "Quien la llama los pierde: trabaja sobre una copia (`w = w.copy()`), arma una lista "
            "nueva, o escribe `w = w - …` en vez de `w -= …`.",
        )
    if happened["view"]:
        message = (
            f"`{name}` devuelve una vista de lo que recibió: quien cambie una cambia la otra. "
            "Conviene `.copy()`."
        )
        warnings.warn(message, Advice, stacklevel=2)
    if happened["value"] is None:
        raise WrongAnswerError(f"`{name}` devolvió None", "¿Falta un `return` al final?")
    return happened["value"]


def _timely(name: str, happened: Mapping[str, Any]) -> None:
    """Exige que haya respondido en el plazo que tendrá al calificar, y avisa si anduvo cerca."""
    seconds = happened.get("seconds", 0)
    line = happened.get("error", {}).get("line")
    where = f", en la línea {line[0]}: {line[1]}" if line else ""
    taken = f"`{name}` demoró {seconds:.1f} s".replace(".", ",")
    if seconds > SECONDS:
        raise SlowError(
            f"{taken}{where}; al calificar se permiten {SECONDS:.0f} s",
            "¿Hay un ciclo que no termina? O es un ciclo muy lento: usa operaciones de arreglos.",
        )
    if seconds > SLOW:
        message = f"{taken} de los {SECONDS:.0f} s que se permiten al calificar."
        warnings.warn(message, Advice, stacklevel=2)


def _explained(
    name: str, types: Sequence[str], message: str, line: tuple[int, str] | None
) -> StudentError:
    hint = next((hint for kind, hint in ERROR_HINTS.items() if kind in types), "")
    if "TypeError" in types and line is None:
        hint = "Revisa que la función reciba los argumentos del enunciado, en ese orden."
    where = f", en la línea {line[0]}: {line[1]}".rstrip(": ") if line else ""
    # En otra línea, no parecería parte del error
    told = f"{types[0]}: {' '.join(message.split())}".rstrip(": ")
    return StudentError(
        f"`{name}` se detuvo con {told}{where}",
        hint or "Lee el mensaje del error y la línea donde ocurrió.",
    )


def _unknown(name: str) -> str:
    number = re.match(r"\s*0*(\d+)", name)
    exercise = number[1].zfill(2) if number else ""
    near = [one.id for one in load().values() if one.exercise == exercise]
    advice = suggest(name, near) if near else 'Va como en el enunciado: `check("3.1")`.'
    return f"No conozco la pregunta {name!r}. {advice}"


def report(question: Question, verdict: Verdict) -> str:
    """El veredicto de una pregunta, en palabras."""
    lines = [f"{LABELS[verdict.state]}: {question.id} {question.title}"]
    sentence, _, mask = verdict.message.partition("\n")
    if sentence:
        lines.append(f"  {sentence[0].upper()}{sentence[1:]}.")
    if mask:
        lines.append(mask)
    if LABELS[verdict.state].startswith("✗"):
        lines += [
            f"  Pista: {verdict.hint}",
            f"  Repasa: lección {question.exercise}, sección «{question.section}».",
        ]
    lines += [f"  Aviso: {note}" for note in verdict.notes]
    return clean("\n".join(lines), LONGEST_REPORT, keep="\n")


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
    lines.append("Antes de entregar, `curso revisar` ejecuta tu archivo como al calificar.")
    return "\n".join(lines)


def _defined(verdicts: Mapping[Question, Verdict]) -> int:
    return sum(verdict.state != "sin_funcion" for verdict in verdicts.values())
