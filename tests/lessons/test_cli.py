"""`curso tablas` dice cuánto demora, calcula, guarda, compara y sigue donde quedó."""

import numpy as np
import pytest

from course_lib import cli
from course_lib.lab.experiments import Results
from course_lib.lessons import cli as orders
from course_lib.lessons import rooms
from course_lib.lessons.tables import Table

CALLS = []


def study(rate, learning_rate, seed):
    """Un error con mínimo conocido: en la tasa 0,1, y con más dropout, menor."""
    CALLS.append((rate, learning_rate, seed))
    error = 10 + abs(np.log(learning_rate / 0.1)) - rate + 0.01 * seed
    return {"validation": error, "test": error + 1, "validation curve": [error + 1, error]}


GRID = {"rate": [0.0, 0.5], "learning_rate": [0.03, 0.1, 0.3]}
TABLE = Table(study, GRID, range(2), n_jobs=1)
SEARCH = Table(study, {"rate": [0.0, 0.5]}, range(2), start=[0.01, 0.02], n_jobs=1)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Una lección 03 con dos tablas; una de ellas viene guardada con el curso."""
    CALLS.clear()
    room = tmp_path / "sala"
    room.mkdir()
    TABLE.compute().save(room / "03_fija.npz")
    monkeypatch.setattr(orders, "load", lambda lesson: {"03_fija": TABLE, "03_busca": SEARCH})
    monkeypatch.setattr(rooms, "folder", lambda lesson: room)
    monkeypatch.chdir(tmp_path)
    CALLS.clear()
    return tmp_path


def test_calcula_todas_las_tablas_las_guarda_y_las_compara(course, capsys):
    assert cli.main(["tablas", "3"]) == 0
    out = capsys.readouterr().out
    assert sorted(path.name for path in (course / "tablas").iterdir()) == [
        "03_busca.npz",
        "03_fija.npz",
    ]
    assert "03_fija: cerca de" in out
    assert out.index("En total, cerca de") < out.index("última época")  # antes de empezar
    assert "difiere a lo más en 0 (" in out
    assert "El curso todavía no trae esta tabla." in out
    found = Results.load(course / "tablas/03_busca.npz")
    assert found.choices()[0].closed
    assert abs(np.log(found.choices()[0].value / 0.1)) < 0.6


def test_se_puede_pedir_una_sola_y_otra_carpeta(course):
    assert cli.main(["tablas", "03", "03_fija", "--salida", "aparte"]) == 0
    assert [path.name for path in (course / "aparte").iterdir()] == ["03_fija.npz"]


def test_lo_interrumpido_se_reanuda_sin_repetir_y_no_se_borra_sin_aviso(
    course, capsys, monkeypatch
):
    def told():
        return "".join(capsys.readouterr())

    def tired(rate, learning_rate, seed):
        if len(CALLS) == 6:
            raise KeyboardInterrupt
        return study(rate, learning_rate, seed)

    order = ["tablas", "03", "03_fija"]
    tired.__qualname__ = study.__qualname__
    interrupted = Table(tired, GRID, range(2), n_jobs=1)
    monkeypatch.setattr(orders, "load", lambda _: {"03_fija": interrupted})
    monkeypatch.setattr(Table, "estimate", lambda _: 1.0)
    assert cli.main(order) == 130
    assert told().endswith("Interrumpida: repite la orden con --reanudar y sigue donde quedó\n")
    done = list(CALLS)
    assert len(done) == 6
    monkeypatch.setattr(orders, "load", lambda _: {"03_fija": TABLE})
    assert cli.main(order) == 1
    assert "Agrega --reanudar" in told()
    assert cli.main([*order, "--reanudar"]) == 0
    assert len(CALLS) == 12
    assert len(set(CALLS)) == 12
    assert [path.name for path in (course / "tablas").iterdir()] == ["03_fija.npz"]


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (["tablas", "33"], "No hay una lección '33'. Hay: 00, 01"),
        (["tablas", "00"], "La lección 00 no trae tablas"),
        (["tablas", "03", "03_map"], "Tabla desconocida: «03_map». ¿Quisiste decir '03_mapa'?"),
    ],
)
def test_lo_que_no_existe_se_dice(tmp_path, monkeypatch, capsys, order, message):
    monkeypatch.chdir(tmp_path)
    assert cli.main(order) == 1
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_una_tabla_con_otra_grilla_se_dice(course, capsys, monkeypatch):
    other = Table(study, GRID | {"rate": [0.0]}, range(2), n_jobs=1)
    monkeypatch.setattr(orders, "load", lambda _: {"03_fija": other})
    assert cli.main(["tablas", "03"]) == 0
    assert "probó otros valores o semillas" in capsys.readouterr().out


def test_guardar_en_la_misma_sala_compara_con_lo_que_habia(course, capsys, monkeypatch):
    def other(**point):
        return {name: value + 1 for name, value in study(**point).items() if "curve" not in name}

    monkeypatch.setattr(
        orders, "load", lambda _: {"03_fija": Table(other, GRID, range(2), n_jobs=1)}
    )
    assert cli.main(["tablas", "03", "--salida", "sala"]) == 0
    assert "difiere a lo más en 1 (" in capsys.readouterr().out


def test_un_experimento_que_falla_se_dice_con_el_nombre_de_su_tabla(course, capsys, monkeypatch):
    def broken(**point):
        raise ZeroDivisionError("no se puede")

    monkeypatch.setattr(orders, "load", lambda _: {"03_rota": Table(broken, GRID, range(2))})
    assert cli.main(["tablas", "03"]) == 1
    assert "03_rota: El experimento falló con rate=0.0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        ({"validation": np.full((2, 3, 2), np.nan)}, "difiere a lo más en 0 (validación)"),
        ({"otra": np.zeros((2, 3, 2))}, "midió otras cosas"),
        ({"validation curve": np.zeros((2, 3, 2, 9))}, "midió otras cosas"),
    ],
)
def test_lo_que_no_se_puede_comparar_no_detiene_a_las_demas(measured, said):
    stored = TABLE.compute()
    assert said in orders._against(stored, Results(stored.grid, stored.seeds, measured, 1.0))
