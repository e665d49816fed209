"""El veredicto no depende del equipo: ni un vecino, ni una pausa, ni el reloj cuestan puntos."""

import json
import os
import platform
import queue
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from classroom import ROOT, grade_folder, needs_box, notebook

from course_lib.grading import clock, grader
from course_lib.grading.clock import Meter, Time, TimedOutError, allowed
from course_lib.grading.sandbox import Box

pytestmark = [
    pytest.mark.calificador,
    needs_box,
    pytest.mark.skipif(sys.platform != "linux", reason="mide el procesador en /proc"),
]
# Trabaja lo que pide, en segundos de procesador, y responde bien o mal lo mismo que antes
WORK = """
import time

_before = by_hand


def by_hand():
    end = time.process_time() + {seconds}
    while time.process_time() < end:
        pass
    return _before()
"""
SLEEP = "import time\n\n\ndef by_hand():\n    time.sleep(60)\n    return 1"
LOOP = "def by_hand():\n    while True:\n        pass"


@pytest.fixture
def neighbours():
    """Procesos ajenos que ocupan todos los núcleos, cada uno en su sesión."""
    burn = [sys.executable, "-S", "-c", "while True: pass"]
    processes = [subprocess.Popen(burn, start_new_session=True) for _ in range(12)]
    yield
    for process in processes:
        process.kill()
        process.wait()


def curso(tmp_path, **cells):
    folder = tmp_path / "curso"
    folder.mkdir()
    for name, code in cells.items():
        (folder / f"{name}.ipynb").write_text(notebook(code), encoding="utf-8")
    return folder


def earned(result):
    return sum(question["earned"] for question in result["questions"])


def test_un_vecino_que_ocupa_el_procesador_no_cuesta_puntos(tmp_path, neighbours):
    folder = curso(tmp_path, ana=WORK.format(seconds=0.5))
    results = grade_folder(folder, tmp_path / "notas", call=1.0)
    assert earned(results["ana"]) == 10
    assert results["ana"]["key"]


PAUSED = """
import sys; from pathlib import Path
sys.path[:0] = [{tests!r}]
from classroom import grade_folder
grade_folder(Path({folder!r}), Path({out!r}), call=1.5, patience=2.0)
"""


def boxes(pid):
    """Las cajas que abrieron un proceso y sus copias."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    names = {child: Path(f"/proc/{child}/comm").read_text().strip() for child in children}
    return [c for c in children if names[c] == "bwrap"] + [
        box for child in children if names[child] != "bwrap" for box in boxes(child)
    ]


def test_una_pausa_del_calificador_no_cuesta_puntos(tmp_path):
    folder, out = curso(tmp_path, ana=WORK.format(seconds=0.6)), tmp_path / "notas"
    program = PAUSED.format(tests=str(Path(__file__).parent), folder=str(folder), out=str(out))
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    pauses = 0
    while process.poll() is None and pauses < 2:
        try:
            open_boxes = boxes(process.pid)
        except OSError:
            continue
        if open_boxes:
            time.sleep(0.4)
            os.killpg(process.pid, signal.SIGSTOP)  # la caja tiene su propia sesión y sigue
            time.sleep(5)
            os.killpg(process.pid, signal.SIGCONT)
            pauses += 1
            time.sleep(0.2)
    assert process.wait(60) == 0
    assert pauses
    (result,) = [json.loads(path.read_text()) for path in (out / "resultados").glob("*.json")]
    assert earned(result) == 10


def test_a_lo_que_duerme_se_le_acaba_el_tiempo_de_estar_detenida_y_se_recuerda(tmp_path):
    folder, start = curso(tmp_path, ana=SLEEP), time.monotonic()
    (result,) = grade_folder(folder, tmp_path / "n", call=0.5).values()
    assert time.monotonic() - start < 30  # dos veces, contando la que va a solas
    assert "segundos detenida" in json.dumps(result, ensure_ascii=False)
    assert "time.sleep" in json.dumps(result, ensure_ascii=False)
    assert result["key"]


@pytest.mark.parametrize("seen", [clock._Seen(0, {"1": 0}, on_disk=True), clock._Seen(0, {})])
def test_lo_que_depende_del_equipo_lo_corta_el_reloj_y_no_se_recuerda(tmp_path, monkeypatch, seen):
    monkeypatch.setattr(clock, "_look_at", lambda root: seen)
    folder = curso(tmp_path, ana=SLEEP)
    (result,) = grade_folder(folder, tmp_path / "n", call=0.5, patience=2.0).values()
    assert "no respondió en 1 segundos" in json.dumps(result, ensure_ascii=False)
    assert result["key"] == ""


def spent(monkeypatch, *seen):
    """Lo que se cobra desde la primera de esas miradas, una cada 0,25 s."""
    looks, now = iter(seen), (0.25 * n for n in range(99))
    monkeypatch.setattr(clock, "_look_at", lambda root: next(looks))
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: next(now)))
    meter = Meter(0)
    start = meter._look(0.25)
    for _ in seen[1:]:
        meter._look(0.25)
    return vars(meter.spent - start)


def test_esperar_un_turno_no_es_estar_detenida(monkeypatch):
    # Entre dos miradas trabaja 0,1 s y espera 0,15 s, siempre en un hilo nuevo
    seen = [clock._Seen(0.1 * n, {f"hilo {n}": 0.15}) for n in range(9)]
    assert spent(monkeypatch, *seen) == pytest.approx({"cpu": 0.8, "asleep": 0, "wall": 2})


def test_la_espera_de_muchos_a_la_vez_no_tapa_a_quien_duerme(monkeypatch):
    # 26 procesos despiertan juntos, trabajan 0,7 ms y vuelven a dormir
    seen = [
        clock._Seen(0.02 * n, {f"{one}": 0.009 * n for one in range(26)}, False) for n in range(9)
    ]
    assert spent(monkeypatch, *seen)["asleep"] > 1.7


def test_lo_que_trabajan_los_hijos_que_nadie_recoge_tambien_se_cobra(monkeypatch):
    # Cada hijo trabaja 0,25 s, termina, y su tiempo desaparece
    seen = [clock._Seen(cpu, {"1": 0.0}) for cpu in (0.0, 0.25, 0.0, 0.25, 0.0, 0.25)]
    assert spent(monkeypatch, *seen)["cpu"] == pytest.approx(0.75)


def test_lo_de_un_hijo_que_termina_al_mirarlo_se_cobra_una_vez(monkeypatch):
    seen = [clock._Seen(0.0, {}), clock._Seen(0.2, {}), clock._Seen(0.0, {}, incomplete=True)]
    assert spent(monkeypatch, *seen, clock._Seen(0.3, {}))["cpu"] == pytest.approx(0.3)


VFORK = """
import ctypes, time


def by_hand():
    call = ctypes.CDLL(None).syscall
    if call(56, 0x4000 | 17, 0, 0, 0, 0) == 0:
        time.sleep(60)
    time.sleep(60)
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="el número es el de x86_64")
def test_quien_finge_esperar_al_disco_se_corta_igual(tmp_path):
    start = time.monotonic()
    (result,) = grade_folder(curso(tmp_path, ana=VFORK), tmp_path / "n", call=0.5).values()
    assert time.monotonic() - start < 30
    assert "detenida" in json.dumps(result, ensure_ascii=False)
    assert result["key"]


def test_lo_que_no_termina_lo_corta_el_procesador_y_se_recuerda(tmp_path):
    (result,) = grade_folder(curso(tmp_path, ana=LOOP), tmp_path / "n", call=0.5).values()
    assert "de procesador" in json.dumps(result, ensure_ascii=False)
    assert result["key"]


def test_un_plazo_vencido_se_intenta_de_nuevo_a_solas(tmp_path, monkeypatch):
    wait, first = clock.Meter.wait, tmp_path / "la primera vez"

    def hurried(meter, *rest):
        if first.exists():
            first.unlink()
            raise TimedOutError("no respondió", late=True)
        return wait(meter, *rest)

    monkeypatch.setattr(clock.Meter, "wait", hurried)
    monkeypatch.setattr(grader, "_probe", lambda box: first.touch())
    (result,) = grade_folder(curso(tmp_path, ana=""), tmp_path / "notas").values()
    assert not first.exists()
    assert earned(result) == 10
    assert result["key"]


def test_abrir_la_caja_de_nuevo_tambien_se_cobra():
    code = "import os\n\n\ndef salir():\n    while True:\n        pass"
    with Box("bwrap", [code], call=0.6, budget=1.5) as box:
        for _ in range(10):
            with pytest.raises(TimedOutError):
                box.call("salir", (), {})
        assert box._left.cpu < 0.1


def test_se_cuenta_el_procesador_de_toda_la_familia():
    burn = "import os, time\nif os.fork() == 0:\n    while True: pass\ntime.sleep(60)"
    process = subprocess.Popen([sys.executable, "-S", "-c", burn], start_new_session=True)
    try:
        meter = Meter(process.pid)
        with pytest.raises(TimedOutError, match="procesador") as caught:
            meter.wait(queue.Queue(), allowed(0.5), Time(10, 10, 100))
        assert not caught.value.late
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_el_rato_en_que_el_calificador_estuvo_detenido_no_se_cuenta(monkeypatch):
    now = iter([0.0, 0.0, 0.02, 500.0, 500.25, 500.5, 500.75])
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: next(now)))
    answers = queue.Queue()
    monkeypatch.setattr(answers, "get", lambda timeout: _empty())
    with pytest.raises(TimedOutError):
        Meter(0).wait(answers, Time(100, 100, 1.1), Time(100, 100, 100))  # uno que no existe
    assert list(now) == []


def _empty():
    raise queue.Empty


def test_a_quien_matan_porque_un_vecino_agoto_la_memoria_se_le_repite_a_solas(
    tmp_path, monkeypatch
):
    whole, tries = grader.grade, tmp_path / "veces"

    def crowded(code, plan):
        result = whole(code, plan)
        with tries.open("a") as file:
            file.write(".")
        if tries.read_text() == ".":
            result["questions"][0] |= {"state": "proceso_terminado", "earned": 0}
            states = [question["state"] for question in result["questions"]]
            result["doubt"] = grader._doubt(SimpleNamespace(late=False), states)
        return result

    monkeypatch.setattr(grader, "grade", crowded)
    result = grade_folder(curso(tmp_path, ana="pass"), tmp_path / "notas")["ana"]
    assert (earned(result), tries.read_text()) == (10, "..")
    assert result["key"]  # lo que da a solas es suyo, y se recuerda


# Nadie recoge a los hijos, que duran menos que una mirada, y otro hace fila todo el rato
HIDDEN = """
import contextlib, os, signal, time


def by_hand():
    end = time.monotonic() + 30
    if os.fork() == 0:
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        while time.monotonic() < end:
            time.sleep(0.001)
        os._exit(0)
    with contextlib.suppress(OSError):
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while time.monotonic() < end:
        child = os.fork()
        if child == 0:
            stop = time.monotonic() + 0.03
            while time.monotonic() < stop:
                pass
            os._exit(0)
        with contextlib.suppress(OSError):
            os.waitpid(child, 0)
    return 1
"""


def test_lo_que_trabajan_los_hijos_se_cobra_aunque_nadie_los_espere():
    start = time.monotonic()
    with Box("bwrap", [HIDDEN], call=1.0) as box:
        with pytest.raises(TimedOutError, match="segundos de procesador"):
            box.call("by_hand", (), {})
        assert not box.late
    assert time.monotonic() - start < 20
