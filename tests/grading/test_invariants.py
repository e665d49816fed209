"""Lo que toda pregunta cumple: el vacío no da puntos, lo correcto los da y cada error da su pista.

Las respuestas de `tests/lessons/*/answers/` las escribió alguien que no había visto las preguntas:
solo el enunciado. La primera línea de las equivocadas dice el error, y la segunda, las palabras
que una pista para ese error tendría que nombrar.
"""

import ast
import importlib.util
import io
import re
import runpy
import sys
import time
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from course_lib.grading import launch, protocol
from course_lib.grading.check import Student, check_all
from course_lib.grading.question import load
from notebook_builder.assemble import generate
from notebook_builder.course import Course

ROOT = Path(__file__).parents[2]
SEEDS = (0, 8371)
QUESTIONS = load()
COURSE = Course.read(ROOT)


def submissions(kind):
    return sorted((ROOT / "tests" / "lessons").glob(f"*/answers/{kind}/p*.py"))


def question_of(path):
    return QUESTIONS["{}.{}".format(*re.match(r"p(\d+)_(\d+)_", path.name).groups())]


@cache
def verdicts(path):
    student = Student(runpy.run_path(str(path)))
    return {seed: question_of(path).evaluate(student, seed) for seed in SEEDS}


class Read(Student):
    """Las funciones de un archivo, leído y ejecutado como en la caja sin abrir otro proceso."""

    def __init__(self, path):
        super().__init__({})
        self._answered = WORKER.Answered(WORKER.reading.Notebook([path.read_text("utf-8")]))

    def _call(self, name, args, kwargs):
        request = crossed(protocol.pack({"args": args, "kwargs": kwargs}))
        happened = self._answered.call(name, request["args"], request["kwargs"])
        return crossed(protocol.pack_answer(happened))


def crossed(packed):
    return protocol.unpack(io.BytesIO(packed).read)


def inside():
    """El programa que corre en la caja, importado aquí."""
    before = list(sys.path)
    spec = importlib.util.spec_from_file_location("worker", launch.CODE[0])
    worker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(worker)
    sys.path[:] = before
    return worker


WORKER = inside()


@pytest.fixture
def as_inside(monkeypatch):
    """Lo que cambia en el proceso al ejecutar un cuaderno vuelve a su lugar."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    before = sys.getrecursionlimit()
    yield
    sys.setrecursionlimit(before)


@cache
def notebook(folder, exercise):
    """El código del cuaderno, celda por celda, sin la que solo sirve en Colab."""
    (document,) = (
        document
        for document in COURSE.documents
        if document.folder == folder and document.slug.startswith(exercise)
    )
    cells = generate(COURSE, document).cells
    return [c.source for c in cells if c.cell_type == "code" and "%pip" not in c.source]


def only_functions(cells):
    """Las funciones del cuaderno y nada más que NumPy: lo que verá el calificador."""
    body = [node for cell in cells for node in ast.parse(cell).body]
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    namespace = {}
    exec("import numpy as np", namespace)
    exec(compile(ast.Module(functions, []), "cuaderno", "exec"), namespace)
    return namespace


def plain(words):
    """Sin mayúsculas ni acentos."""
    letters = unicodedata.normalize("NFD", words.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Recorded(Student):
    """Anota lo primero que devuelve cada función y, si se le pide, cambia lo que devuelve una."""

    def __init__(self, namespace, changes=None):
        super().__init__(namespace)
        self.first, self._changes = {}, changes or {}

    def _call(self, name, args, kwargs):
        happened = super()._call(name, args, kwargs)
        if "value" in happened:
            self.first.setdefault(name, happened["value"])
            if name in self._changes:
                happened["value"] = with_nan(happened["value"], self._changes[name])
        return happened


def places(value, path=()):
    """Los lugares de una respuesta donde hay números; de una lista larga, los extremos."""
    if isinstance(value, dict | list):
        items = list(value.items() if isinstance(value, dict) else enumerate(value))
        for key, part in items[:3] + items[3:][-3:]:
            yield from places(part, (*path, key))
    elif not isinstance(value, str):
        yield path


def with_nan(value, path):
    if not path:
        return np.full(np.shape(value), np.nan)
    changed = value.copy()
    changed[path[0]] = with_nan(value[path[0]], path[1:])
    return changed


every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
every_exercise = pytest.mark.parametrize(
    "exercise", sorted({question.exercise for question in QUESTIONS.values()})
)


def each(kind):
    return pytest.mark.parametrize("path", submissions(kind), ids=lambda path: path.stem)


@every_question
def test_la_solucion_publicada_recibe_todo_el_puntaje(question):
    student = Student(only_functions(notebook("solutions", question.exercise)))
    for seed in (*SEEDS, *range(1, 6)):
        verdict = question.evaluate(student, seed)
        assert (verdict.state, verdict.message, verdict.notes) == ("ok", "", ())


@every_question
def test_el_hueco_queda_pendiente(question):
    student = Student(only_functions(notebook("exercises", question.exercise)))
    assert question.evaluate(student).state == "pendiente"
    assert question.evaluate(Student({})).state == "sin_funcion"


@every_exercise
def test_el_ejercicio_en_blanco_corre_entero_y_vale_cero(exercise, capsys):
    namespace = {}
    for cell in notebook("exercises", exercise):
        exec(cell, namespace)
    capsys.readouterr()
    check_all(namespace=namespace)
    assert "Llevas 0 de 10 puntos." in capsys.readouterr().out


@every_exercise
def test_los_puntos_suman_diez_y_el_cuaderno_revisa_cada_pregunta(exercise):
    questions = [q for q in QUESTIONS.values() if q.exercise == exercise]
    total = sum(question.points for question in questions)
    assert total == 10, f"los puntos del ejercicio {exercise} suman {total}: baja o sube otra"
    calls = [f'check("{question.id}")' for question in questions]
    cells = notebook("exercises", exercise)
    assert [cell for cell in cells if cell.startswith("check")] == [
        *calls,
        f"check_all({int(exercise)})",
    ]


@every_question
def test_la_seccion_que_se_recomienda_existe_en_la_leccion(question):
    (lesson,) = (ROOT / "notebooks" / "src").glob(f"{question.exercise}_*.py")
    headings = re.findall(r"^# #+ (.+)$", lesson.read_text(encoding="utf-8"), re.M)
    assert question.section in headings


@every_question
def test_hay_suficientes_respuestas_ajenas(question):
    wrong = [path for path in submissions("wrong") if question_of(path) is question]
    right = [path for path in submissions("correct") if question_of(path) is question]
    hints = {verdicts(path)[0].hint for path in wrong}
    assert len(hints) >= 4, f"{len(hints)} pistas distintas en answers/wrong, y hacen falta 4"
    assert len(right) >= 3, f"{len(right)} respuestas en answers/correct, y hacen falta 3"


@every_question
def test_un_nan_no_se_acepta_en_ninguna_parte(question):
    functions = only_functions(notebook("solutions", question.exercise))
    solved = Recorded(functions)
    assert question.evaluate(solved).state == "ok"
    altered = [(name, path) for name, value in solved.first.items() for path in places(value)]
    accepted = [
        change
        for change in altered
        if question.evaluate(Recorded(functions, dict([change]))).state == "ok"
    ]
    assert accepted == []


@each("correct")
def test_una_variante_correcta_recibe_todo_el_puntaje(path):
    for verdict in verdicts(path).values():
        assert (verdict.state, verdict.message) == ("ok", "")


@each("wrong")
def test_una_respuesta_equivocada_pierde_puntos_y_recibe_su_pista(path):
    _, line = path.read_text(encoding="utf-8").splitlines()[:2]
    words = [plain(word.strip()) for word in line.removeprefix("# pista:").split(",")]
    for verdict in verdicts(path).values():
        assert verdict.state == "incorrecta"
        assert verdict.hint != question_of(path).hint, "recibió la pista general"
        assert all(word in plain(verdict.hint) for word in words), verdict.hint


@pytest.mark.usefixtures("as_inside")
@pytest.mark.parametrize(
    "path", submissions("wrong") + submissions("correct"), ids=lambda p: p.stem
)
def test_check_y_el_calificador_dan_el_mismo_veredicto(path):
    mine, graded = verdicts(path)[8371], question_of(path).evaluate(Read(path), 8371)
    assert (graded.state, graded.message, graded.hint) == (mine.state, mine.message, mine.hint)


@pytest.mark.semillas
@pytest.mark.usefixtures("as_inside")
@pytest.mark.parametrize(
    "path", submissions("wrong") + submissions("correct"), ids=lambda p: p.stem
)
def test_con_treinta_semillas_los_dos_caminos_dan_lo_mismo(path):
    here, inside = Student(runpy.run_path(str(path))), Read(path)
    for seed in range(30):
        mine = question_of(path).evaluate(here, seed)
        graded = question_of(path).evaluate(inside, seed)
        assert (graded.state, graded.message, graded.hint) == (mine.state, mine.message, mine.hint)


@pytest.mark.parametrize("kind", ["wrong", "correct"])
def test_dos_semillas_dan_el_mismo_veredicto(kind):
    for path in submissions(kind):
        first, second = verdicts(path).values()
        assert (path.stem, first.state, first.hint) == (path.stem, second.state, second.hint)


def test_no_hay_aceptaciones_ni_rechazos_indebidos():
    wrong, right = submissions("wrong"), submissions("correct")
    accepted = [p.stem for p in wrong if "ok" in {v.state for v in verdicts(p).values()}]
    rejected = [p.stem for p in right if {v.state for v in verdicts(p).values()} != {"ok"}]
    print(f"Aceptaciones indebidas: {len(accepted)} de {len(wrong)} respuestas equivocadas.")
    print(f"Rechazos indebidos: {len(rejected)} de {len(right)} variantes correctas.")
    assert accepted == rejected == []


def reference():
    """Lo que demora una cuenta parecida: unos 18 ms en un equipo quieto, más si hay vecinos."""
    x, w = np.ones((60, 64)), np.eye(64)
    start = time.process_time()
    for _ in range(400):
        [float(value) for value in np.maximum(x @ w - x.mean(axis=0), 0)[0]]
    return time.process_time() - start


@every_question
def test_revisar_una_pregunta_toma_menos_de_300_ms(question):
    student = Student(only_functions(notebook("solutions", question.exercise)))
    times = []
    for _ in range(3):
        usual = min(reference() for _ in range(2))
        start = time.process_time()
        question.evaluate(student)
        times.append((time.process_time() - start) / usual)
    assert min(times) < 16  # referencias: así un vecino no cambia nada
