"""El calificador: cada cuaderno en su caja, cada resultado en su archivo, y nada se pierde.

Un resultado depende solo del cuaderno, de las preguntas y de la semilla: interrumpido y vuelto a
correr, el curso termina con los mismos archivos.
"""

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from itertools import chain
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from joblib import Parallel, delayed

from course_lib.grading import apart, belonging, ground, launch, ownership, private, sandbox
from course_lib.grading.clock import TimedOutError
from course_lib.grading.files import Reader, UnreadableError
from course_lib.grading.launch import BoxError
from course_lib.grading.letters import clean
from course_lib.grading.plan import GradingError, Plan
from course_lib.grading.question import NotAcceptedError, Question, Verdict
from course_lib.grading.submissions import Submission, cells
from course_lib.parallel import settings

Result = dict[str, Any]
RESULTS, GRADES = "resultados", "notas.json"
OTHER = "otro_cuaderno"  # se entregó la lección, u otro ejercicio
MOST_NOTES = 10
INTERNAL = "error interno al calificar ({}): avisa a quien mantiene el curso"
NO_BOX = "la caja no se abrió ({}): repite la orden"
BUSY = "vecinos"  # con ellos, el mismo trabajo ocupa más procesador, o le falta memoria
LOST = "no se pudo comparar ({}): revísala a mano, o repite la orden"


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
    source, out = source.absolute(), out.absolute()
    ownership.check(out)
    ownership.sign(out)
    folder, secret = private.ensure(out / RESULTS), ownership.secret()
    for leftover in out.rglob(private.TEMPORARY):  # de una orden que se cortó
        leftover.unlink(missing_ok=True)
    digest, done = plan.digest(), set[str]()

    def file(slug: str) -> Path:
        return folder / f"{slug}.json"

    def finish(slug: str) -> None:
        done.add(slug)
        progress()

    def missing() -> Iterator[Any]:
        for one in submissions:
            if one.slug in done:
                continue
            content, problem = _content(read, one)
            key = _key(digest, one, content, problem)
            saved = _saved(file(one.slug))
            if saved == _sealed(saved, key, secret):
                finish(one.slug)
            else:
                yield delayed(_graded)(one, content, problem, plan, key)

    def keep(result: Result) -> None:
        if result["key"]:
            result = _sealed(result, result["key"], secret)
        private.save(file(result["slug"]), json.dumps(result, ensure_ascii=False, indent=1))
        finish(result["slug"])

    with ground.neutral(), Reader(source) as read:
        for result, doubt in _together(missing(), plan, jobs):
            if not doubt:
                keep(result)
        for call in missing():  # lo dudoso, otra vez y de a una
            keep(_alone(call, plan, jobs))
    return [_saved(file(one.slug)) for one in submissions]


def _together(calls: Iterator[Any], plan: Plan, jobs: int) -> Iterator[tuple[Result, str]]:
    """Los resultados a medida que llegan; si muere un proceso que califica, quedan pendientes."""
    first = next(calls, None)
    if first is None:
        return
    _parallel(jobs)([delayed(_probe)(plan.box)])
    with contextlib.suppress(BrokenExecutor):
        yield from _parallel(jobs, return_as="generator_unordered")(chain([first], calls))


def _alone(call: Any, plan: Plan, jobs: int) -> Result:
    """El resultado de una entrega calificada sola; lo que dependa del equipo no se recuerda."""
    result: Result
    try:
        ((result, doubt),) = _parallel(jobs)([call])
    except BrokenExecutor:
        _, (one, *_), _ = call
        result, doubt = _about(one, plan, _unreadable(LOST.format("agotó la memoria"))), "caja"
    return result | {"key": ""} if doubt not in ("", BUSY) else result


def _parallel(jobs: int, **options: Any) -> Any:
    """El reparto de joblib; si es en otros procesos, mueren con éste."""
    started = {"initializer": apart.die_with, "initargs": (os.getpid(),)}
    return Parallel(**settings(jobs), **started, **options)


def _probe(box: str) -> None:
    """Falla si este equipo no puede abrir una caja: mejor saberlo antes de calificar."""
    try:
        with sandbox.Box(box, []) as empty:
            empty.read()
    except NotAcceptedError as error:
        raise BoxError(str(error)) from None


def grade(code: Sequence[str], plan: Plan) -> Result:
    """Lo que obtiene un cuaderno: el estado, los avisos, las huellas y cada pregunta."""
    if reason := belonging.to_another(code, plan.exercise):
        return _unreadable(reason, OTHER)
    with plan.opened(code) as box:
        try:
            report = box.read()
        except NotAcceptedError as error:
            return _unreadable(f"no se puede leer: {error}") | {"doubt": _doubt(box, [error.state])}
        questions = []
        for question in plan.questions():
            verdict = _evaluated(question, box, plan.seed)
            box.end()
            questions.append(_scored(question, verdict))
    notes = _first([clean(str(note)) for note in report.get("notes", [])])
    states = [question["state"] for question in questions]
    if reason := belonging.to_none(code, plan.exercise, states):
        unread = _unreadable(reason, OTHER)
        return unread | {"notes": unread["notes"] + notes}
    return {
        "state": "calificada",
        "notes": notes,
        "skipped": clean(str(report.get("skipped", ""))),
        "prints": {clean(str(name)): mark for name, mark in report.get("prints", {}).items()},
        "questions": questions,
        "doubt": _doubt(box, [one["state"] for one in questions]),
    }


def _evaluated(question: Question, box: sandbox.Box, seed: int) -> Verdict:
    try:
        with apart.within_limits():
            return question.evaluate(sandbox.BoxedStudent(box), seed)
    except apart.TooLongError as error:  # lo normal es que la pregunta ya lo haya contado
        return Verdict(error.state, str(error), question.hint)


def _doubt(box: sandbox.Box, states: Sequence[str]) -> str:
    """Por qué el resultado podría ser otro: el reloj, o los vecinos si había compañía.

    Quien ocupa el procesador alarga a los demás, y quien agota la memoria hace que los maten.
    """
    if box.late:
        return "reloj"
    return BUSY if {TimedOutError.state, sandbox.DiedError.state} & set(states) else ""


def marks(code: Sequence[str], plan: Plan) -> dict[str, str]:
    """Las huellas de las funciones de un cuaderno, sin ejecutarlas."""
    with sandbox.Box(plan.box, code) as box:
        return dict(box.read()["prints"])


def seed_of(out: Path) -> int:
    """La semilla con que se calificó en esta carpeta; si no hay, una larga y al azar."""
    for path in (out / GRADES, *sorted((out / RESULTS).glob("*.json"))):
        with contextlib.suppress(OSError, ValueError, TypeError, LookupError):
            found = json.loads(private.read(path))
            return int((found[0] if isinstance(found, list) else found)["seed"])
    return secrets.randbelow(10**18)


@contextlib.contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Deja que una sola orden a la vez escriba en la carpeta de notas."""
    lock = FileLock(private.ensure(out) / ownership.IN_USE, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise GradingError(
            f"Otra orden está escribiendo en «{out}»: espera a que termine, o elige otra carpeta "
            "con --salida."
        ) from None
    except OSError as error:
        raise GradingError(
            f"No puedo escribir en «{out}» ({error.strerror}): da permiso de escritura ahí, o "
            "elige otra carpeta con --salida."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _content(read: Reader, submission: Submission) -> tuple[bytes, str]:
    """El contenido de una entrega, o por qué no se puede leer."""
    if not submission.path:
        return b"", submission.notes[0]
    try:
        return read(submission.path), ""
    except UnreadableError as error:
        return b"", str(error)


def _key(digest: bytes, submission: Submission, content: bytes, problem: str) -> str:
    """Cambia si cambia algo de lo que depende el resultado de una entrega."""
    identity = repr((submission, problem)).encode()
    return hashlib.sha256(digest + identity + b"\0" + content).hexdigest()


def _sealed(result: Result, key: str, secret: bytes) -> Result:
    """El resultado con un sello en vez de su clave: otra persona no puede hacerlo ni cambiarlo."""
    rest = {name: value for name, value in result.items() if name != "key"}
    return result | {"key": ownership.seal(secret, key, json.dumps(rest, sort_keys=True))}


def _graded(
    submission: Submission, content: bytes, problem: str, plan: Plan, key: str
) -> tuple[Result, str]:
    """El resultado completo de una entrega, y por qué dudar de él si hay que repetirla sola."""

    def task() -> Result:
        try:
            return _unreadable(problem) if problem else grade(cells(content), plan)
        except UnreadableError as error:
            return _unreadable(str(error))
        except BoxError as error:
            return _unreadable(NO_BOX.format(clean(str(error), 300))) | {"doubt": "caja"}
        except MemoryError:
            raise
        except Exception as error:  # una entrega nunca detiene a las demás
            return _unreadable(INTERNAL.format(type(error).__name__)) | {"doubt": "interno"}

    plan.questions()  # se importan aquí una vez, y no en cada copia
    try:
        result = apart.run(task, plan.longest())
    except apart.LostError as error:
        result = _unreadable(LOST.format(error)) | {"doubt": "perdida"}
    doubt = result.pop("doubt", "")
    return _about(submission, plan, result, key), doubt


def _about(submission: Submission, plan: Plan, result: Result, key: str = "") -> Result:
    """Un resultado con los datos de su entrega."""
    notes = list(dict.fromkeys([*submission.notes, *result["notes"]]))
    about = {
        "student": submission.student,
        "identifier": submission.identifier,
        "slug": submission.slug,
        "file": clean(submission.path),
        "exercise": plan.exercise,
        "seed": plan.seed,
        "isolated": plan.box != "ninguna",
        "weaknesses": launch.weaknesses(plan.box),
        "key": key,
    }
    return about | result | {"notes": notes}


def _saved(path: Path) -> Result:
    try:
        found = json.loads(private.read(path))
    except (ValueError, OSError):
        return {}
    return found if isinstance(found, dict) else {}


def _first(notes: list[str]) -> list[str]:
    """Los primeros avisos, y cuántos más hay: un cuaderno puede dar miles."""
    rest = len(notes) - MOST_NOTES
    return [*notes[:MOST_NOTES], f"y {rest} avisos más"] if rest > 0 else notes


def _unreadable(reason: str, state: str = "ilegible") -> Result:
    return {"state": state, "notes": [reason], "prints": {}, "questions": []}


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
