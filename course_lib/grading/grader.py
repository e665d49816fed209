"""El calificador: cada cuaderno en su caja, cada resultado en su archivo, y nada se pierde.

Un resultado depende solo del cuaderno, de las preguntas y de la semilla: interrumpido y vuelto a
correr, el curso termina con los mismos archivos.
"""

import contextlib
import errno
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from joblib import Parallel, delayed

from course_lib.grading import belonging, launch, sandbox
from course_lib.grading.question import REGISTRY, NotAcceptedError, Question, Verdict, load
from course_lib.grading.submissions import Reader, Submission, UnreadableError, cells, clean

Result = dict[str, Any]
RESULTS = "resultados"
OTHER = "otro_cuaderno"  # se entregó la lección, u otro ejercicio
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
        call, budget: segundos para cada llamada y para todas las de un cuaderno.
    """

    exercise: str
    seed: int
    box: str = "bwrap"
    hidden: str = ""
    call: float = sandbox.CALL
    budget: float = sandbox.BUDGET

    def questions(self) -> list[Question]:
        """Las preguntas del ejercicio, en orden."""
        known = load() | (_hidden(self.hidden) if self.hidden else {})
        found = [one for one in known.values() if one.exercise == self.exercise]
        if not found:
            raise GradingError(f"No hay preguntas del ejercicio {self.exercise}.")
        return sorted(found, key=lambda one: [int(part) for part in re.findall(r"\d+", one.id)])

    def digest(self) -> bytes:
        """Cambia si cambia algo de lo que depende un resultado."""
        state = hashlib.sha256(repr(self).encode())
        folders = {HERE, *(one.folder for one in self.questions() if one.folder is not None)}
        for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
            state.update(path.read_bytes())
        return state.digest()


def grade_class(
    source: Path,
    submissions: Sequence[Submission],
    plan: Plan,
    out: Path,
    *,
    jobs: int = 1,
    progress: Callable[[], object] = lambda: None,
) -> list[Result]:
    """Califica a todo el curso y devuelve los resultados en el orden de `submissions`.

    Cada resultado se guarda apenas llega, y lo que ya estaba calificado no se repite. El reparto lo
    hace joblib: dentro de `joblib.parallel_config("dask")` lo hace un clúster, que no necesita ver
    el disco.
    """
    plan.questions()
    folder = out / RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("*.tmp"):
        leftover.unlink(missing_ok=True)

    def file(slug: str) -> Path:
        return folder / f"{slug}.json"

    def missing() -> Iterator[Any]:
        digest = plan.digest()
        for one in submissions:
            content, problem = _content(read, one)
            key = _key(digest, one, content, problem)
            if _saved(file(one.slug)).get("key") == key:
                progress()
            else:
                yield delayed(_graded)(one, content, problem, plan, key)

    with Reader(source) as read:
        for result in Parallel(n_jobs=jobs, return_as="generator_unordered")(missing()):
            save(file(result["slug"]), json.dumps(result, ensure_ascii=False, indent=1))
            progress()
    return [_saved(file(one.slug)) for one in submissions]


def grade(code: Sequence[str], plan: Plan) -> Result:
    """Lo que obtiene un cuaderno: el estado, los avisos, las huellas y cada pregunta."""
    if reason := belonging.to_another(code, plan.exercise):
        return _unreadable(reason, OTHER)
    with sandbox.Box(plan.box, code, call=plan.call, budget=plan.budget) as box:
        try:
            report = box.read()
        except NotAcceptedError as error:
            return _unreadable(f"no se puede leer: {error}")
        questions = []
        for question in plan.questions():
            verdict = question.evaluate(sandbox.BoxedStudent(box), plan.seed)
            box.end()
            questions.append(_scored(question, verdict))
    notes = [clean(str(note)) for note in report.get("notes", [])]
    states = [question["state"] for question in questions]
    if reason := belonging.to_none(code, plan.exercise, states):
        unread = _unreadable(reason, OTHER)
        return unread | {"notes": unread["notes"] + notes}
    return {
        "state": "calificada",
        "notes": notes,
        "skipped": clean(str(report.get("skipped", ""))),
        "prints": report.get("prints", {}),
        "questions": questions,
    }


def marks(code: Sequence[str], plan: Plan) -> dict[str, str]:
    """Las huellas de las funciones de un cuaderno, sin ejecutarlas."""
    with sandbox.Box(plan.box, code) as box:
        return dict(box.read()["prints"])


@contextlib.contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Deja que una sola orden a la vez escriba en la carpeta de notas."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GradingError(
            f"No puedo crear la carpeta «{out}» ({error.strerror}): elige otra con --salida."
        ) from error
    try:
        with FileLock(out / ".en_uso", timeout=0):
            yield
    except Timeout:
        raise GradingError(
            f"Otra orden está escribiendo en «{out}»: espera a que termine, o elige otra carpeta "
            "con --salida."
        ) from None


def save(path: Path, content: str | bytes) -> None:
    """Escribe el archivo entero o lo deja como estaba."""
    data = content.encode() if isinstance(content, str) else content
    temporary = path.with_name(f"{os.getpid()}.tmp")  # cabe aunque el nombre sea largo
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise GradingError(
                f"No queda espacio en el disco para «{path}». Lo ya guardado está intacto: libera "
                "espacio y repite la orden, que sigue donde quedó."
            ) from error
        raise GradingError(f"No puedo escribir «{path}»: {error.strerror}.") from error


def _content(read: Reader, submission: Submission) -> tuple[bytes, str]:
    """El contenido de una entrega, o por qué no se puede leer."""
    try:
        return read(submission), ""
    except UnreadableError as error:
        return b"", str(error)


def _key(digest: bytes, submission: Submission, content: bytes, problem: str) -> str:
    """Cambia si cambia algo de lo que depende el resultado de una entrega."""
    identity = repr((submission, problem)).encode()
    return hashlib.sha256(digest + identity + b"\0" + content).hexdigest()


def _graded(submission: Submission, content: bytes, problem: str, plan: Plan, key: str) -> Result:
    """El resultado completo de una entrega."""
    try:
        result = _unreadable(problem) if problem else grade(cells(content), plan)
    except UnreadableError as error:
        result = _unreadable(str(error))
    except (launch.BoxError, GradingError):
        raise
    except Exception as error:  # una entrega nunca detiene a las demás; repetir la intenta de nuevo
        reason = f"error interno al calificar ({type(error).__name__})"
        result = _unreadable(f"{reason}: avisa a quien mantiene el curso") | {"key": ""}
    result["notes"] = list(dict.fromkeys([*submission.notes, *result["notes"]]))
    about = {
        "student": submission.student,
        "identifier": submission.identifier,
        "slug": submission.slug,
        "file": clean(submission.path),
        "exercise": plan.exercise,
        "seed": plan.seed,
        "isolated": plan.box != "ninguna",
        "key": key,
    }
    return about | result


def _saved(path: Path) -> Result:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, OSError):
        return {}


def _unreadable(reason: str, state: str = "ilegible") -> Result:
    return {"state": state, "notes": [reason], "prints": {}, "questions": []}


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


def _scored(question: Question, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": question.id,
        "title": question.title,
        "points": question.points,
        "earned": question.points if verdict.state == "ok" else 0,
        "state": verdict.state,
        "message": clean(verdict.message, 2000, keep="\n"),
        "hint": clean(verdict.hint, 500, keep="\n")
        if verdict.state not in ("ok", "pendiente")
        else "",
        "notes": [clean(note, 500) for note in verdict.notes],
    }
