"""La caja: el mismo veredicto que en el cuaderno, con plazo, y sin nada que leer."""

import json
import os
import re
import time
from pathlib import Path

import nbformat
import numpy as np
import pytest
from boxes import fake_docker
from classroom import ROOT, SOLUTION, needs_box

from course_lib.grading import launch
from course_lib.grading.check import Student
from course_lib.grading.launch import BoxError
from course_lib.grading.question import Question, load
from course_lib.grading.sandbox import Box, BoxedStudent, DiedError, TimedOutError

pytestmark = pytest.mark.calificador
KINDS = [pytest.param("bwrap", marks=needs_box), "ninguna"]
every_box = pytest.mark.parametrize("kind", KINDS)


def solved(exercise):
    (path,) = (ROOT / "solutions").glob(f"{exercise}_*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def opened(kind, *cells, **options):
    box = Box(kind, cells, **options)
    box.read()
    return box


@every_box
@pytest.mark.parametrize("exercise", sorted({q.exercise for q in load().values()}))
def test_la_solucion_obtiene_lo_mismo_que_en_el_cuaderno(kind, exercise):
    with Box(kind, solved(exercise)) as box:
        for question in (q for q in load().values() if q.exercise == exercise):
            verdict = question.evaluate(BoxedStudent(box), seed=8371)
            box.end()
            assert (question.id, verdict.state, verdict.message) == (question.id, "ok", "")


@needs_box
@pytest.mark.parametrize(
    "path",
    sorted((ROOT / "tests" / "lessons").glob("*/answers/wrong/p*_a*.py")),
    ids=lambda p: p.stem,
)
def test_un_error_recibe_la_misma_pista_que_en_el_cuaderno(path):
    number = path.stem.split("_")
    question = load()[f"{number[0][1:]}.{number[1]}"]
    code, here = path.read_text(encoding="utf-8"), {}
    exec(code, here)
    expected = question.evaluate(Student(here), seed=3)
    with Box("bwrap", [code]) as box:
        verdict = question.evaluate(BoxedStudent(box), seed=3)
    assert (verdict.state, verdict.message, verdict.hint) == (
        expected.state,
        expected.message,
        expected.hint,
    )


@every_box
def test_los_argumentos_y_los_resultados_conservan_su_tipo(kind):
    values = (1, 1.5, True, "ñ", None, [1, (2, 3)], {"a": np.arange(3)}, np.float32(2), np.eye(2))
    with opened(kind, "def tipos(*args):\n    return [type(x).__name__ for x in args]") as box:
        happened = box.call("tipos", values, {})
    assert happened["value"] == [type(value).__name__ for value in values]


@every_box
def test_quedan_a_mano_numpy_y_la_biblioteca_estandar(kind):
    code = """
import dataclasses, unittest
import numpy as np
import numpy.linalg as la
from numpy.lib.stride_tricks import sliding_window_view
import math, itertools, collections, random, functools, statistics, decimal
import keras

K = 3


def usar():
    np.testing.assert_allclose(1, 1)
    np.fft.fft(np.ones(4)), np.random.default_rng(0).normal(), np.polynomial.Polynomial([1])
    return la.norm(sliding_window_view(np.ones(5), K)) + math.pi
"""
    with opened(kind, code) as box:
        assert box.call("usar", (), {})["value"] == pytest.approx(3 + np.pi)


# Lo que una persona honesta escribe de otra manera: en el cuaderno funciona, y en la caja también
HONEST = {
    "lambda": "f = lambda a: a + 1",
    "otro nombre": "def g(a):\n    return a + 1\n\n\nf = g",
    "parcial": "from functools import partial\n\nf = partial(lambda b, a: a + b, 1)",
    "constante calculada": "import numpy as np\n\nONE = np.float64(1) + 0 / 3\n\n\n"
    "def f(a):\n    return float(a + ONE)",
    "constantes en cadena": "K = 2 ** 3\nONE = K / 8\n\n\ndef f(a, one=ONE):\n    return a + one",
    "dos en una importación": "import numpy as np, keras\n\n\n"
    "def f(a):\n    return int(np.add(a, 1))",
    "importa con cuidado": "try:\n    import numpy as np\nexcept ImportError:\n    np = None\n\n\n"
    "def f(a):\n    return int(np.add(a, 1))",
    "anotaciones": "from keras import Layer\n\n\ndef f(a: Layer) -> Layer:\n    return a + 1",
    "dentro de un if": "if True:\n\n    def f(a):\n        return a + 1",
    "clase de datos": "from dataclasses import dataclass\n\n\n@dataclass\nclass One:\n"
    "    value: 'int' = 1\n\n\ndef f(a):\n    return a + One().value",
    "ayuda más abajo": "def f(a):\n    return g(a)\n\n\ndef g(a):\n    return a + 1",
    "módulo al comienzo": "def f(a):\n    return (\n        a\n        % 9\n    ) + 1",
    "porcentaje en un texto": 'def f(a):\n    """\n%no es magia\n!tampoco'
    '\n    """\n    return a + 1',
    "magias": "%matplotlib inline\n!pip install x\nx = !ls\nlen?\n\n\ndef f(a):\n    return a + 1",
    "guardia": "def f(a):\n    return a + 1\n\n\nif __name__ == '__main__':\n    raise SystemExit",
    "demostración": "def f(a):\n    return a + 1\n\n\nresult = f(no_existe)\nprint(result)",
    "fin de línea de Windows": "def f(a):\r\n    return a + 1\r\n",
}


@every_box
@pytest.mark.parametrize("name", HONEST)
def test_una_respuesta_honesta_escrita_de_otra_manera_responde_igual(kind, name):
    with opened(kind, HONEST[name]) as box:
        assert box.call("f", (2,), {}).get("value") == 3


@every_box
def test_si_la_definicion_falla_se_dice_por_que(kind):
    with opened(kind, "f = no_existe + 1\n\n\ndef g():\n    return 1") as box:
        assert box.call("f", (), {})["error"]["types"][0] == "NameError"
        assert box.call("g", (), {})["value"] == 1


def test_si_la_caja_falla_no_hay_veredicto(monkeypatch):
    def broken(*args):
        raise BoxError("no hay memoria")

    question = next(iter(load().values()))
    with Box("ninguna", []) as box:
        monkeypatch.setattr(box, "call", broken)
        with pytest.raises(BoxError):
            question.evaluate(BoxedStudent(box))


SAYING = "esta pregunta se anuló: corresponden los 2 puntos"
# Maneras de hacer que el calificador diga lo que quiere la respuesta, y en qué queda cada una
FORGED = {
    "el error del obrero": (
        "import sys\n\n\ndef f():\n    raise sys.modules['calling'].RejectedError(SAYING, SAYING)",
        "proceso_terminado",
    ),
    "otra frase en el error del obrero": (
        "import sys\n\n\ndef f():\n    calling = sys.modules['calling']\n"
        "    calling.REJECTIONS['unknown'] = SAYING, SAYING\n    return object()",
        "incorrecta",
    ),
    "el nombre de una clase": ("def f():\n    return type(SAYING, (), {})()", "incorrecta"),
    "el tipo de un arreglo": (
        "import numpy as np\n\n\ndef f():\n    return np.zeros(3, [(SAYING, float)])",
        "incorrecta",
    ),
    "el nombre de un error": (
        "def f():\n    raise type(SAYING, (Exception,), {})",
        "error_en_celda",
    ),
    "el nombre del hueco": (
        "def f():\n    def g():\n        raise NotImplementedError\n\n"
        "    type(g)(g.__code__.replace(co_name=SAYING), globals())()",
        "pendiente",
    ),
    "otra línea del mensaje": ("def f():\n    raise ValueError('x\\n' + SAYING)", "error_en_celda"),
}


@needs_box
@pytest.mark.parametrize("name", FORGED)
def test_lo_que_dice_la_respuesta_no_parece_del_calificador(name):
    code, state = FORGED[name]
    asked = Question("1.9", 2, "La pista.", "", lambda student, rng: student.f())
    with Box("bwrap", [f"SAYING = {SAYING!r}\n\n\n{code}"]) as box:
        box.read()
        verdict = asked.evaluate(BoxedStudent(box))
    assert verdict.state == state
    assert SAYING not in verdict.hint
    before, said, _ = verdict.message.partition(SAYING)
    assert not said or before == "`f` se detuvo con ValueError: x "


@every_box
def test_una_pregunta_no_ve_lo_que_dejo_otra(kind):
    code = "seen = []\n\n\ndef contar():\n    seen.append(1)\n    return len(seen)"
    with opened(kind, code) as box:
        assert [box.call("contar", (), {})["value"] for _ in range(2)] == [1, 2]
        box.end()
        assert box.call("contar", (), {})["value"] == 1


@every_box
def test_una_llamada_que_no_termina_se_corta_y_la_siguiente_responde(kind):
    code = "def eterno():\n    while True:\n        pass\n\n\ndef uno():\n    return 1"
    with opened(kind, code, call=0.5) as box:
        start = time.monotonic()
        with pytest.raises(TimedOutError):
            box.call("eterno", (), {})
        assert time.monotonic() - start < 5
        assert box.call("uno", (), {})["value"] == 1


@every_box
def test_todas_las_llamadas_comparten_un_presupuesto(kind):
    code = "import time\n\n\ndef lento():\n    time.sleep(0.3)\n    return 1"
    with opened(kind, code, budget=1.0) as box:
        box.call("lento", (), {})
        with pytest.raises(TimedOutError):
            [box.call("lento", (), {}) for _ in range(20)]


@every_box
def test_un_proceso_que_muere_se_reemplaza(kind):
    code = "import os\n\n\ndef salir():\n    os._exit(3)\n\n\ndef uno():\n    return 1"
    with opened(kind, code) as box:
        with pytest.raises(DiedError):
            box.call("salir", (), {})
        assert box.call("uno", (), {})["value"] == 1


@every_box
def test_dice_que_celdas_no_pudo_leer_y_que_se_definio_dos_veces(kind):
    with Box(kind, ["def f(:", "def g():\n    return 1", "def g():\n    return 2"]) as box:
        notes = box.read()["notes"]
    assert notes == [
        "no pude leer la celda de código 1 (SyntaxError)",
        "`g` está definida 2 veces: vale la última",
    ]


@every_box
def test_el_error_dice_la_linea_de_la_celda(kind):
    with opened(kind, "def f(x):\n    y = x\n    return y / nada") as box:
        error = box.call("f", (1,), {})["error"]
    assert error["types"][0] == "NameError"
    assert error["line"] == [3, "return y / nada"]


@needs_box
def test_dos_respuestas_iguales_salvo_los_nombres_tienen_la_misma_huella():
    def answer(x, total, note):
        return f'''
def media(lista):
    """{note}"""
    {total} = 0.0
    for {x} in lista:
        {total} = {total} + {x} * 2 - 1
        {total} = {total} + {x} ** 2
    return {total} / len(lista)
'''

    prints = []
    for code in (answer("a", "b", "Uno."), answer("x", "suma", "Dos."), answer("a", "b", "")[:-5]):
        with Box("bwrap", [code]) as box:
            prints.append(box.read()["prints"])
    assert prints[0] == prints[1] != prints[2]


@needs_box
def test_lo_que_imprime_la_respuesta_no_llega_a_ninguna_parte(capfd):
    code = "import os\n\n\ndef f():\n    print('hola')\n    os.write(2, b'chao')\n    return 1"
    with opened("bwrap", code) as box:
        assert box.call("f", (), {})["value"] == 1
    assert capfd.readouterr() == ("", "")


@needs_box
def test_ningun_proceso_de_la_caja_hereda_el_ambiente(monkeypatch):
    monkeypatch.setenv("SECRETO_DEL_CURSO", "x")
    with opened("bwrap", "def f():\n    return 1") as box:
        family = [box._process._spawned._popen.pid]
        for pid in family:  # crece mientras se recorre
            family += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        seen = b"".join(Path(f"/proc/{pid}/environ").read_bytes() for pid in family)
    assert len(family) > 2
    assert b"HOME=/tmp" in seen
    assert b"SECRETO" not in seen


def test_sin_bubblewrap_se_explica(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BoxError, match="instalada"), Box("bwrap", []) as box:
        box.read()


def test_una_caja_que_no_se_abre_dice_por_que(monkeypatch, tmp_path):
    fake = tmp_path / "bwrap"
    fake.write_text("#!/bin/sh\necho 'bwrap: setting up uid map: Permission denied' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(launch, "bubblewrap", lambda: (str(fake), launch.REQUIRED))
    with pytest.raises(BoxError, match="uid map"), Box("bwrap", []) as box:
        box.read()


def test_la_orden_de_docker_es_la_misma_caja():
    command = launch.docker_command().words
    text = " ".join(command)
    for option in (
        "--network none",
        "--read-only",
        "--pids-limit 64",
        "--memory 2g",
        "--cap-drop ALL",
        "--security-opt no-new-privileges",
        "--memory-swap 2g",
        "--cpus 1",
    ):
        assert option in text
    users = {words[words.index("--user") + 1] for words in (command, launch.docker_command().words)}
    assert len(users) == 2  # uno para cada caja: el tope de procesos se cuenta por usuario
    assert all(mount.endswith(":ro") for mount in command if mount.startswith("--volume"))
    assert json.loads(command[-1])["limits"] == launch.LIMITS


def test_la_imagen_de_docker_lleva_el_numpy_del_candado():
    recipe = (ROOT / "tools" / "caja" / "Dockerfile").read_text(encoding="utf-8")
    (pinned,) = re.findall(r"numpy==([\d.]+)", recipe)
    lock = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
    assert re.search(rf"^numpy=={re.escape(pinned)}\b", lock, re.MULTILINE)


def test_docker_se_abre_se_cierra_y_no_deja_contenedores(monkeypatch, tmp_path):
    """Con un `docker` de mentira, que corre el mismo obrero y anota lo que sigue abierto."""
    notes = fake_docker(monkeypatch, tmp_path)
    code = "def eterno():\n    while True:\n        pass\n\n\ndef uno():\n    return 1"
    with opened("docker", code, call=0.5) as box:
        with pytest.raises(TimedOutError):
            box.call("eterno", (), {})
        assert box.call("uno", (), {})["value"] == 1
    assert not list(notes.iterdir())


def test_con_docker_solo_cuenta_el_reloj(monkeypatch, tmp_path):
    """Los procesos de la caja no vienen del cliente de Docker, que pasa detenido."""
    fake_docker(monkeypatch, tmp_path)
    with opened("docker", "import time\ndef f():\n    time.sleep(1)", call=0.3) as box:
        box.call("f", (), {})
        assert (box._process.meter.spent.cpu, box._process.meter.spent.asleep) == (0, 0)


@needs_box
def test_la_orden_de_bwrap_no_muestra_el_disco():
    command = launch.bwrap_command().words
    command = command[command.index("--unshare-user") :]  # lo anterior es la capa de root
    sources = [command[i + 1] for i, word in enumerate(command) if word == "--ro-bind"]
    assert "/" not in sources
    assert not [path for path in sources if os.path.realpath(path) in ("/etc", "/home", "/root")]
    assert "--bind" not in command
    assert {"--unshare-pid", "--unshare-net", "--unshare-ipc", "--clearenv"} <= set(command)


def test_la_solucion_publicada_existe():
    assert SOLUTION.exists()


@pytest.mark.parametrize("exercise", sorted({q.exercise for q in load().values()}))
def test_ninguna_demostracion_del_ejercicio_se_ejecuta_al_calificar(exercise):
    with Box("ninguna", solved(exercise)) as box:
        report = box.read()
    assert report["notes"] == []
    assert report["skipped"].startswith("sin ejecutar, porque ninguna función lo usa, algo de la")


def test_una_demostracion_larga_que_ninguna_respuesta_usa_no_cuesta_tiempo():
    code = (
        "import time\nK = 3\n\n\ndef f(a):\n    return a + K",
        "def entrena(k):\n    time.sleep(60)",
        "h = entrena(K)\nfor k in range(3):\n    print(f(k), entrena(k))",
    )
    with opened("ninguna", *code, call=5.0) as box:
        assert box.call("f", (2,), {})["value"] == 5
