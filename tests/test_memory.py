"""Lo que una copia recuerda queda en un archivo suyo; fuera de ella, solo en el kernel."""

import json
from types import SimpleNamespace

import pytest

from course_lib import memory


@pytest.fixture
def kernel(monkeypatch):
    """Empieza un kernel en una carpeta, como al abrir un cuaderno."""

    def start(folder):
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(folder)
        memory._mine.cache_clear()

    return start


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "Mi copia ñ"
    folder.mkdir()
    (folder / memory.MARK).write_text("{}", encoding="utf-8")
    return folder


def test_lo_anotado_lo_recuerda_otro_kernel_desde_cualquier_carpeta_de_la_copia(kernel, copy):
    kernel(copy / "notebooks")
    assert memory.recall("apuesta", "03") is None
    memory.note("apuesta", "03", "Sube")
    memory.note("apuesta", "03", "Baja")
    kernel(copy / "exercises" / "más adentro")
    assert memory.recall("apuesta", "03") == "Baja"
    assert memory.recall("apuesta", "04") is None
    assert [path.name for path in copy.glob("avance*")] == [memory.FILE]


def test_repetir_lo_mismo_no_hace_crecer_el_archivo(kernel, copy):
    kernel(copy)
    for value in ("a", "a", "b", "b", "b", None, None):
        memory.note("apuesta", "03", value)
    assert len((copy / memory.FILE).read_bytes().splitlines()) == 3


def test_fuera_de_una_copia_se_recuerda_y_no_se_escribe_nada(kernel, tmp_path):
    kernel(tmp_path / "suelta")
    memory.note("apuesta", "03", "Sube")
    assert memory.recall("apuesta", "03") == "Sube"
    assert not list(tmp_path.rglob("*.jsonl"))
    kernel(tmp_path / "suelta")
    assert memory.recall("apuesta", "03") is None


def test_si_no_se_puede_escribir_el_cuaderno_sigue(kernel, copy):
    (copy / memory.FILE).mkdir()
    kernel(copy)
    memory.note("apuesta", "03", "Sube")
    assert memory.recall("apuesta", "03") == "Sube"


def test_una_linea_dañada_no_se_lleva_a_las_demás(kernel, copy):
    kernel(copy)
    memory.note("apuesta", "uno", 1)
    with (copy / memory.FILE).open("ab") as file:
        file.write(b'{"cort\n\xff\xfe\n[]\n3\n{"qu\xc3\xa9": "x"}\n')
    memory.note("apuesta", "dos", 2)
    assert {key: note.value for key, note in memory.read(copy).items()} == {
        ("apuesta", "uno"): 1,
        ("apuesta", "dos"): 2,
    }


def test_cada_linea_se_lee_sin_el_curso_y_dice_cuándo(kernel, copy):
    kernel(copy)
    memory.note("cuestionario", "¿Sube?", "Sí")
    line = json.loads((copy / memory.FILE).read_text(encoding="utf-8"))
    when = line.pop("cuándo")
    assert line == {"qué": "cuestionario", "cuál": "¿Sube?", "valor": "Sí"}
    assert len(when) == len("2026-11-28T09:30")


@pytest.mark.parametrize("told", [{"cell_id": "abc"}, {"cell_id": None}, {}])
def test_una_celda_ejecutada_se_reconoce_por_su_nombre_o_por_su_texto(kernel, copy, told):
    kernel(copy)
    cell = {"id": "abc", "source": ["x = 1\n", "x"]}
    other = {"id": "otra", "source": ["x = 2"]}
    memory._after(SimpleNamespace(info=SimpleNamespace(raw_cell="'\ud800'")))  # sin fallar
    memory._after(SimpleNamespace(info=SimpleNamespace(raw_cell="x = 1\nx\n", **told)))
    notes = memory.read(copy)
    assert memory.ran(cell, notes)
    assert not memory.ran(other, notes)


def test_mira_las_celdas_solo_en_un_cuaderno_de_una_copia(kernel, copy, tmp_path, monkeypatch):
    watched = []
    events = SimpleNamespace(register=lambda event, act: watched.append((event, act)))
    shell = SimpleNamespace(events=events)
    monkeypatch.setitem(memory.sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    kernel(tmp_path / "suelta")
    memory.watch()
    assert watched == []
    kernel(copy)
    memory.watch()
    assert watched == [("post_run_cell", memory._after)]
    monkeypatch.setitem(memory.sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    memory.watch()
    assert len(watched) == 1
