"""El lado que compara también tiene topes: quien los pasa pierde lo suyo, y el curso sigue."""

import errno
import json
import os
import resource
import sys
import time

import joblib
import numpy as np
import pytest
from classroom import grade_folder, needs_box, notebook

from course_lib.grading import apart, compare, grader, submissions
from course_lib.grading.launch import BoxError
from course_lib.grading.question import WrongAnswerError

pytestmark = [pytest.mark.calificador, needs_box]
# Una pregunta que se porta mal según lo que responda cada quien
FRAGILE = """
import ctypes, os, time
import numpy as np
from course_lib.grading.question import question


@question('1.9', points=5, hint='x', section='y')
def fragil(student, rng):
    '''Se rompe con lo que recibe.'''
    what = student.extra()
    if what == 'muere':
        os.kill(os.getpid(), 9)
    if what == 'muere quien reparte':
        os.kill(os.getppid(), 9)
    if what == 'cae':
        ctypes.string_at(0)
    if what == 'memoria':
        np.ones(10**10)
    if what == 'tarda':
        while True:
            pass
    if what == 'no se deja cortar':
        sum(range(10**12))
    if what == 'duerme':
        time.sleep(1000)
"""
DEADLY = {"muere": "agotó la memoria", "cae": "señal 11", "no se deja cortar": "demasiado tiempo"}


def curso(tmp_path, *answers):
    """Una entrega por respuesta, entre dos honestas."""
    folder = tmp_path / "curso"
    folder.mkdir()
    for name in ("ana", "zoe"):
        (folder / f"{name}.ipynb").write_text(notebook(), encoding="utf-8")
    for answer in answers:
        code = f"def extra():\n    return {answer!r}"
        name = answer.replace(" ", "_")
        (folder / f"{name}.ipynb").write_text(notebook(code), encoding="utf-8")
    return folder


def states(result):
    return {question["id"]: question["state"] for question in result["questions"]}


def assert_honest(results):
    for name in ("ana", "zoe"):
        assert sum(question["earned"] for question in results[name]["questions"]) == 10


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(apart, "QUESTION", 0.5)
    monkeypatch.setattr(apart, "WHOLE", 2)


@pytest.mark.parametrize("answer", DEADLY)
def test_una_comparacion_que_muere_es_ilegible_y_dice_de_quien(tmp_path, impatient, answer):
    folder, out = curso(tmp_path, answer), tmp_path / "notas"
    results = grade_folder(folder, out, hidden=FRAGILE)
    dead = results[answer.replace(" ", "_")]
    assert dead["state"] == "ilegible"
    assert DEADLY[answer] in dead["notes"][0]
    assert dead["key"] == ""  # repetir la orden lo intenta de nuevo
    assert_honest(results)


@pytest.mark.parametrize(
    ("answer", "message"), [("memoria", "demasiado grande"), ("tarda", "demasiado tiempo")]
)
def test_una_comparacion_sin_memoria_o_sin_fin_pierde_esa_pregunta(
    tmp_path, impatient, answer, message
):
    results = grade_folder(curso(tmp_path, answer), tmp_path / "notas", hidden=FRAGILE)
    *others, last = results[answer]["questions"]
    assert message in last["message"]
    assert (last["id"], last["state"]) == ("1.9", "incorrecta")
    assert {question["state"] for question in others} == {"ok"}
    assert_honest(results)


def test_una_comparacion_que_duerme_termina(tmp_path, monkeypatch):
    monkeypatch.setattr(grader.Plan, "longest", lambda plan: 3.0)
    results = grade_folder(curso(tmp_path, "duerme"), tmp_path / "notas", hidden=FRAGILE)
    assert "no termina" in results["duerme"]["notes"][0]
    assert_honest(results)


def test_si_muere_quien_reparte_se_encuentra_a_quien_lo_mato(tmp_path):
    folder = curso(tmp_path, "muere quien reparte")
    results = grade_folder(folder, tmp_path / "notas", jobs=2, hidden=FRAGILE)
    dead = results["muere_quien_reparte"]
    assert (dead["state"], dead["key"]) == ("ilegible", "")
    assert_honest(results)


@pytest.mark.parametrize("failures", [1, 2])
@pytest.mark.parametrize("call", ["fork", "pipe"])
def test_sin_lugar_para_otro_proceso_se_intenta_de_nuevo_a_solas(
    tmp_path, monkeypatch, call, failures
):
    real, left = getattr(os, call), [failures]

    def full():
        if sys._getframe(1).f_code.co_name == "_forked" and left[0]:
            left[0] -= 1
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return real()

    folder = tmp_path / "curso"
    folder.mkdir()
    (folder / "ana.ipynb").write_text(notebook(), encoding="utf-8")
    monkeypatch.setattr(os, call, full)
    (result,) = grade_folder(folder, tmp_path / "notas").values()
    if failures == 1:
        assert sum(question["earned"] for question in result["questions"]) == 10
        assert result["key"]
    else:
        assert (result["state"], result["key"]) == ("ilegible", "")
        assert "temporarily unavailable" in result["notes"][0]


def test_tambien_con_hilos(tmp_path):
    with joblib.parallel_config("threading"):
        results = grade_folder(curso(tmp_path, "muere"), tmp_path / "n", jobs=2, hidden=FRAGILE)
    assert results["muere"]["state"] == "ilegible"
    assert_honest(results)


# Lo que ocupaba gigas o tardaba horas
LONG_TEXT = """
def by_hand():
    return {"gradient": ["x" * 1_000_000] + ["1"] * 1_000, "penalty": 0.5}
"""
LONG_NAME = """
def by_hand():
    return type("a" + "\\u0301\\u0316" * 300_000, (), {})()
"""


@pytest.mark.parametrize("code", [LONG_TEXT, LONG_NAME])
def test_un_texto_enorme_solo_cuesta_la_pregunta(tmp_path, code):
    folder = curso(tmp_path)
    (folder / "largo.ipynb").write_text(notebook(code), encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.process_time()
    results = grade_folder(folder, tmp_path / "notas")
    assert set(states(results["largo"]).values()) == {"ok", "incorrecta"}
    assert_honest(results)
    assert len(json.dumps(results["largo"])) < 20_000
    assert time.process_time() - start < 10
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before < 400_000  # KiB


def test_un_texto_entre_numeros_se_rechaza_antes_de_convertirlo(monkeypatch):
    monkeypatch.setattr(compare.np, "asarray", lambda *_: pytest.fail("lo convirtió"))
    for value in ("x", ["x"], [[1, 2], [3, ("x",)]]):
        with pytest.raises(WrongAnswerError, match="esperaba números"):
            compare.numbers(value, "w")


def test_los_textos_se_cortan_antes_de_normalizarlos():
    start = time.process_time()
    assert submissions.clean("\u0301\u0316" * 2_000_000, 500).endswith("…")
    assert submissions.clean("e\u0301" * 120) == "é" * 120
    assert submissions.clean("e\u0301" * 121) == "é" * 120 + "…"
    assert time.process_time() - start < 1


def test_una_caja_que_falla_no_detiene_al_curso(tmp_path, monkeypatch):
    grade = grader.grade
    tries = tmp_path / "intentos"

    def flaky(code, plan):
        text = "".join(code)
        if "nunca" in text or ("a veces" in text and not tries.exists()):
            tries.touch()
            raise BoxError("Resource temporarily unavailable")
        return grade(code, plan)

    monkeypatch.setattr(grader, "grade", flaky)
    folder = curso(tmp_path, "nunca", "a veces")
    results = grade_folder(folder, tmp_path / "notas")
    assert results["nunca"]["state"] == "ilegible"
    assert "la caja no se abrió" in results["nunca"]["notes"][0]
    assert results["nunca"]["key"] == ""
    assert states(results["a_veces"])["1.1"] == "ok"
    assert_honest(results)


def test_lo_que_hace_la_copia_vuelve_entero():
    data = {"a": "ñ" * 3_000_000, "b": [1.5, None]}
    assert apart.run(lambda: data, 60) == data
    assert np.array_equal(apart.run(lambda: np.arange(3).tolist(), 60), [0, 1, 2])
    with pytest.raises(apart.LostError):
        apart.run(lambda: 1 / 0, 60)
