"""Entregas hostiles: cada una pierde a lo más sus propios puntos y no toca nada ajeno.

Cada archivo de `tests/submissions/hostile/01` es una celda que se agrega a un cuaderno resuelto. Su
segunda línea dice qué preguntas dejan de estar correctas y con qué estado; «nada», ninguna.
"""

import os
import re
import socket
import threading
import time
from pathlib import Path

import pytest
from classroom import ROOT, grade_folder, needs_box, notebook

from course_lib.grading import launch

pytestmark = [pytest.mark.calificador, needs_box]

CASES = sorted((ROOT / "tests" / "submissions" / "hostile" / "01").glob("*.py"))
QUESTIONS = [f"1.{number}" for number in range(1, 7)]
HONEST = [f"honesta_{number}" for number in range(5)]
# Lo que sería demasiado largo para escribirlo en el archivo
GENERATED = {
    "{expresion_parentesis}": "(" * 100_000 + ")" * 100_000,
    "{expresion_menos}": "-" * 100_000 + "1",
    "{expresion_atributos}": ".b" * 50_000,
}
FOLDERS = ("/", "/tmp", "/var/tmp", "/etc", "/usr", "/root", "/home", "/dev/shm", ".")


def expected(path):
    _, line = path.read_text(encoding="utf-8").splitlines()[:2]
    pairs = re.findall(r"(\d\.\d)=([\w|]+)", line)
    assert pairs or line == "# espera: nada", f"{path.name} no dice qué espera"
    return {question: states.split("|") for question, states in pairs}


class Listener:
    """Un servidor que anota si alguien se conecta."""

    def __init__(self):
        self.visits = 0
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self):
        while True:
            try:
                self._server.accept()[0].close()
            except OSError:
                return
            self.visits += 1

    def close(self):
        self._server.close()


def intruders():
    """Los archivos que dejaría un ataque con éxito."""
    return {
        str(Path(folder, name).resolve())
        for folder in FOLDERS
        if os.path.isdir(folder) and os.access(folder, os.R_OK)
        for name in os.listdir(folder)
        if "intruso" in name or name.startswith("relleno")
    }


def boxed_processes():
    """Procesos de una caja que están vivos: su orden nombra al obrero o son de su usuario."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            command = (path / "cmdline").read_bytes()
            user = path.stat().st_uid
        except OSError:
            continue
        if b"/caja/worker.py" in command or user >= launch.FIRST_USER:
            found.add((path.name, command))
    return found


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """El curso entero calificado de una vez, las hostiles entre las honestas."""
    folder, out = tmp_path_factory.mktemp("curso"), tmp_path_factory.mktemp("notas")
    listener = Listener()
    for path in CASES:
        code = path.read_text(encoding="utf-8").replace("{puerto}", str(listener.port))
        for name, text in GENERATED.items():
            code = code.replace(name, text)
        (folder / f"{path.stem}.ipynb").write_text(notebook(code), encoding="utf-8")
    for name in HONEST:
        (folder / f"{name}.ipynb").write_text(notebook(), encoding="utf-8")
    before = intruders()
    os.environ["SECRETO_DEL_CURSO"] = "SECRETO"
    try:
        results = grade_folder(folder, out, call=2.0, budget=20.0, patience=2.0)
    finally:
        del os.environ["SECRETO_DEL_CURSO"]
        listener.close()
    return results, intruders() - before, listener.visits


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_una_entrega_hostil_pierde_a_lo_mas_sus_propios_puntos(path, graded):
    result = graded[0][path.stem]
    assert result["state"] == "calificada", result["notes"]
    wrong = expected(path)
    for question in result["questions"]:
        assert question["state"] in wrong.get(question["id"], ["ok"]), question
        assert question["earned"] == (question["points"] if question["state"] == "ok" else 0)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", question["message"])


@pytest.mark.parametrize("name", HONEST)
def test_las_demas_conservan_su_nota(name, graded):
    questions = graded[0][name]["questions"]
    assert [q["id"] for q in questions if q["state"] == "ok"] == QUESTIONS


def test_son_al_menos_cuarenta():
    assert len(CASES) >= 40


def test_no_quedan_archivos_ni_conexiones(graded):
    _, files, visits = graded
    assert not files
    assert visits == 0


def test_no_quedan_procesos(graded):
    # Otra prueba puede tener una caja abierta, que se cierra sola; si una de estas siguiera viva,
    # viviría su proceso 1, que no puede cambiar de número
    alive, end = boxed_processes(), time.monotonic() + 60
    while alive and time.monotonic() < end:
        time.sleep(0.2)
        alive &= boxed_processes()
    assert not alive
