"""Una caja de verdad abierta por quien prueba y, si es root, también por otro usuario."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import ROOT

from course_lib.grading import launch
from course_lib.grading.sandbox import Box

IS_ROOT = os.getuid() == 0
only_root = pytest.mark.skipif(not IS_ROOT, reason="solo root se puede convertir en otro usuario")
SELF, OTHER = "quien prueba", "otro usuario"
everyone = pytest.mark.parametrize("who", [SELF, pytest.param(OTHER, marks=only_root)])

ASK = """
import json, sys
from course_lib.grading.sandbox import Box
cells, args = json.load(sys.stdin)
with Box("bwrap", cells) as box:
    box.read()
    print(json.dumps(box.call("f", args, {})))
"""


def answer(who, code, *args):
    """Lo que responde la función `f` de una celda, adentro."""
    if who == SELF:
        with Box("bwrap", [code]) as box:
            box.read()
            return box.call("f", args, {})["value"]
    done = subprocess.run(
        as_other(launch.own_user(), ASK),
        input=json.dumps([[code], args]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["value"]


def as_other(user, code):
    """La orden que corre un programa de Python, con el curso a mano, como un usuario cualquiera."""
    # La misma capa con que root abre sus cajas: también muestra un Python que está en /root
    places = [ROOT, Path(sys.prefix), Path(os.path.realpath(sys.executable)).parents[1]]
    words = launch.as_nobody(launch.bubblewrap()[0], places, user)
    return [*words, sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"]


def alive(user):
    """Los procesos de las cajas de un usuario."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            boxed = b"/caja/worker.py" in (path / "cmdline").read_bytes()
            if boxed and path.stat().st_uid == user:
                found.append(path.name)
        except OSError:
            continue
    return found


def descendants(pid):
    """Un proceso y los que vienen de él."""
    try:
        words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        words = []
    return [pid, *(one for child in words for one in descendants(int(child)))]


def cmdline(pid):
    """La orden de un proceso; vacía si ya terminó."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


FAKE_DOCKER = """#!{python}
import os, signal, sys

words = sys.argv[1:]
name = words[words.index("--name") + 1] if words[0] == "run" else words[-1]
note = os.path.join({folder!r}, name)
if words[0] == "image":
    sys.exit(0)
if words[0] == "run":
    with open(note, "w") as file:
        file.write(str(os.getpid()))
    rest = words[words.index("curso-caja") + 1 :]
    os.execv({python!r}, [{python!r}, "-I", {worker!r}, rest[-1]])
os.kill(int(open(note).read()), signal.SIGKILL)
os.remove(note)
"""


def fake_docker(monkeypatch, tmp_path):
    """Pone a mano un `docker` que corre el obrero sin contenedor; responde dónde anota cada uno."""
    notes = tmp_path / "abiertos"
    notes.mkdir()
    fake = tmp_path / "docker"
    words = {"python": sys.executable, "folder": str(notes), "worker": str(launch.CODE[0])}
    fake.write_text(FAKE_DOCKER.format(**words))
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return notes
