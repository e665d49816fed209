"""Un solo veredicto: lo que responde `check` en el cuaderno es lo que sale de la caja."""

import contextlib
import decimal
import linecache
import sys
import warnings

import matplotlib
import numpy as np
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from layouts import CAUTIOUS, FOREIGN, READABLE, REJECTED, SAME

from course_lib.grading.check import Student
from course_lib.grading.compare import numbers
from course_lib.grading.question import Question, WrongAnswerError
from course_lib.grading.sandbox import Box, BoxedStudent

matplotlib.use("Agg")
SEEDS = range(30)


class Shell:
    """Lo que las magias de las celdas llaman en Jupyter."""

    __module__ = "IPython.core.interactiveshell"

    def __init__(self, names):
        self._names = names

    def run_line_magic(self, name, line):
        if name == "time":
            exec(line, self._names)

    def run_cell_magic(self, name, line, cell):
        exec(cell, self._names)


def as_in_jupyter(cells):
    """El cuaderno ejecutado celda por celda: la que falla no detiene a las demás."""
    names = {"__name__": "__main__", "In": [""]}
    stranger = {"__module__": "IPython"}
    names["get_ipython"] = type("f", (), stranger | {"__call__": lambda self: Shell(names)})()
    names["display"] = type("f", (), stranger | {"__call__": lambda self, *_: None})()
    for number, source in enumerate(cells):
        cell, file = TransformerManager().transform_cell(source), f"celda {number}"
        names["In"].append(cell)
        linecache.cache[file] = (len(cell), None, cell.splitlines(keepends=True), file)
        with contextlib.suppress(Exception):
            exec(compile(cell, file, "exec"), names)
    return names


def first_number(value):
    """El número de una respuesta, venga solo o entre otras cosas."""
    while isinstance(value, dict | list):
        value = list(value.values() if isinstance(value, dict) else value)[-1]
    return float(numbers(value, "f"))


def body(student, rng):
    """Suma uno."""
    a = int(rng.integers(0, 4))
    if first_number(student.f(a)) != a + 1:
        raise WrongAnswerError("no es a + 1")


PLUS_ONE = Question("77.1", 1, "Suma 1.", "Sección", body)


@pytest.fixture(autouse=True)
def contained():
    """Lo que un cuaderno cambia en los módulos no llega a las demás pruebas."""
    restored = (np.errstate(), np.printoptions(), decimal.localcontext())
    with contextlib.ExitStack() as stack, warnings.catch_warnings():
        for one in restored:
            stack.enter_context(one)
        yield


@pytest.fixture(autouse=True)
def deep_as_jupyter():
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(3000)
    yield
    sys.setrecursionlimit(before)


def told(verdict):
    return verdict.state, verdict.message, verdict.hint


def both(cells):
    """Los veredictos en el cuaderno y en la caja, por semilla."""
    here = Student(as_in_jupyter(cells))
    with Box("ninguna", cells) as box:
        for seed in SEEDS:
            mine = PLUS_ONE.evaluate(here, seed)
            yield told(mine), told(PLUS_ONE.evaluate(BoxedStudent(box), seed))
            box.end()


@pytest.mark.parametrize("name", SAME)
def test_lo_que_corre_en_el_cuaderno_corre_al_calificar(name):
    for mine, graded in both(SAME[name]):
        assert (mine[0], mine) == ("ok", graded)


@pytest.mark.parametrize("name", FOREIGN)
def test_lo_que_no_esta_al_calificar_se_dice_igual_en_los_dos(name):
    module, cells = FOREIGN[name]
    for mine, graded in both(cells):
        assert mine == graded
        assert mine[0] == "error_en_celda"
        assert f"`{module}`" in mine[1]
        assert "al calificar solo hay NumPy y la biblioteca estándar" in mine[1]


@pytest.mark.parametrize("name", CAUTIOUS)
def test_lo_que_depende_de_un_modulo_ajeno_se_dice_antes_de_entregar(name):
    module, cells = CAUTIOUS[name]
    verdict = PLUS_ONE.evaluate(Student(as_in_jupyter(cells)))
    assert verdict.state == "error_en_celda"
    assert f"viene de `{module}`, y al calificar solo hay NumPy" in verdict.message


@pytest.mark.parametrize("name", REJECTED)
def test_lo_que_no_se_acepta_se_explica_igual_en_los_dos(name):
    for mine, graded in both(REJECTED[name]):
        assert mine == graded
        assert mine[0] != "ok"


@pytest.mark.parametrize("name", READABLE)
def test_una_linea_termina_donde_termina_para_python(name):
    with Box("ninguna", [READABLE[name]]) as box:
        assert box.read()["notes"] == []
        assert box.call("f", (2,), {})["value"] == 3
