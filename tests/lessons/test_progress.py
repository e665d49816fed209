"""`curso avance`: cuenta lo hecho, dice qué sigue y hace una página que no promete de más."""

import re
from pathlib import Path

import pytest

from course_lib import cli, memory
from course_lib.desk import cli as desk
from course_lib.grading.question import load
from course_lib.lessons import progress, quizzes

ROOT = Path(__file__).parents[2]


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Una copia vacía y un kernel en ella."""
    (tmp_path / memory.MARK).write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def code_cells(lesson):
    path = next((ROOT / "notebooks").glob(f"{lesson}_*.ipynb"))
    return [cell for cell in progress._cells(path) if cell["cell_type"] == "code"]


def study(lesson):
    """Todo lo de una lección y su ejercicio, como lo anota un kernel."""
    cells = code_cells(lesson)
    for cell in cells[1:]:  # la que instala el curso no se anota
        memory.note(memory.CELL, cell["id"], True)
    for key in progress.BET.findall("\n".join(map(progress._source, cells))):
        memory.note(memory.BET, key, "lo que sea")
    for question in quizzes.load(lesson):
        memory.note(memory.ANSWER, question.text, question.answer)
    for question in load().values():
        if question.exercise == lesson:
            memory.note(memory.VERDICT, question.id, "ok")


def steps(mine):
    return {step.name: step for step in progress.steps(ROOT, memory.read(mine))}


def order(mine, *words):
    return cli.main(["avance", "--copia", str(mine), *words])


def blocked(mine):
    study("00")
    (mine / "ocupada.html").mkdir()


def test_cada_lección_tiene_todo_lo_que_se_cuenta():
    found = progress.steps(ROOT, {})
    lessons = [step for step in found if step.is_lesson]
    assert len(lessons) == 10
    assert len(found) == 18
    for step in lessons:
        assert step.work.total >= 20
        assert step.bets.total >= 1
        assert step.answered.total >= 4
        assert step.title
        assert step.left == step.minutes >= 20
    for step in set(found) - set(lessons):
        assert step.work.total == 6
        assert step.minutes >= 50


def test_estudiar_una_lección_y_su_ejercicio_los_completa_y_no_toca_los_demás(mine):
    before = steps(mine)
    study("03")
    after = steps(mine)
    done = {name for name in after if after[name].complete}
    assert done == {"03_dropout", "03_dropout_ejercicio"}
    assert {name for name in after if after[name] != before[name]} == done
    assert after["03_dropout"].right == len(quizzes.load("03"))
    assert after["03_dropout"].left == 0


def test_lo_hecho_a_medias_descuenta_lo_suyo(mine):
    cells = code_cells("03")[1:]
    for cell in cells[: len(cells) // 2]:
        memory.note(memory.CELL, cell["id"], True)
    wrong = quizzes.load("03")[0]
    memory.note(memory.ANSWER, wrong.text, next(o for o in wrong.options if o != wrong.answer))
    memory.note(memory.VERDICT, "3.1", "ok")
    memory.note(memory.VERDICT, "3.2", "incorrecta")
    memory.note(memory.VERDICT, "3.1", "pendiente")
    lesson, exercise = steps(mine)["03_dropout"], steps(mine)["03_dropout_ejercicio"]
    assert lesson.work.done == len(cells) // 2
    assert lesson.left == pytest.approx(lesson.minutes * (1 - lesson.work.done / len(cells)))
    assert (lesson.answered.done, lesson.right) == (1, 0)
    assert exercise.work.done == 0


def test_dice_cómo_vas_y_con_qué_seguir(mine, capsys):
    study("00")
    assert order(mine) == 0
    told = capsys.readouterr().out
    assert re.search(r"^00 Bienvenida.*4 de 4, bien 4 +—$", told, re.MULTILINE)
    assert "Sigue con: curso abrir 01_regularizacion_l2\n" in told
    assert re.search(r"Te quedan \d+ horas\.", told)


def test_la_página_se_imprime_dice_quién_y_que_nadie_lo_comprobó(mine, capsys):
    study("00")
    page = mine / "mi avance.html"
    assert order(mine, "--pagina", str(page), "--nombre", "Ana <b>Muñoz</b>") == 0
    html = page.read_text(encoding="utf-8")
    assert "<title>Mi avance</title>" in html
    assert "Ana &lt;b&gt;Muñoz&lt;/b&gt;" in html
    assert "nadie lo comprobó" in html
    assert "Constancia" not in html
    assert html.count('<th scope="row">') == 18
    assert str(page) in capsys.readouterr().out


def test_con_todo_hecho_es_una_constancia(mine, capsys):
    for lesson in (f"{number:02}" for number in range(10)):
        study(lesson)
    assert order(mine, "--pagina", str(mine / "c.html")) == 0
    html = (mine / "c.html").read_text(encoding="utf-8")
    assert "<title>Constancia de término</title>" in html
    assert "nadie lo comprobó" in html
    assert "Quedan" not in html
    assert "¡Está todo!" in capsys.readouterr().out


def test_sin_los_cuadernos_del_curso_no_dice_que_esta_todo(mine, capsys, monkeypatch):
    study("00")
    monkeypatch.setattr(desk, "ROOT", mine)
    assert order(mine) == 1
    assert "No encuentro los cuadernos del curso" in capsys.readouterr().err


def test_sin_con_que_hacer_la_página_se_dice_antes(mine, capsys, monkeypatch):
    study("00")
    monkeypatch.setattr(desk, "find_spec", lambda name: None)
    assert order(mine, "--pagina", "a.html") == 1
    shown = capsys.readouterr()
    assert "Falta jinja2" in shown.err
    assert not shown.out


@pytest.mark.parametrize(
    ("prepare", "words", "reason"),
    [
        (lambda mine: (mine / memory.MARK).unlink(), (), "No hay una copia del curso"),
        (lambda mine: None, (), "Todavía no hay nada anotado"),
        (lambda mine: study("00"), ("--pagina", "03_dropout.ipynb"), "terminado en .html"),
        (lambda mine: blocked(mine), ("--pagina", "ocupada.html"), "No puedo escribir"),
    ],
)
def test_lo_que_falta_se_dice(mine, capsys, prepare, words, reason):
    prepare(mine)
    assert order(mine, *words) == 1
    assert reason in capsys.readouterr().err
