"""Los cuestionarios explican cada opción y los ejercicios cortos reconocen cada error."""

import re
import tomllib

import pytest

from course_lib.lessons import quizzes, rooms

LESSONS = [n for n in rooms.lessons() if (rooms.folder(n) / "quiz.toml").exists()]


def test_las_diez_lecciones_tienen_cuestionario():
    assert {f"{number:02}" for number in range(10)} <= set(LESSONS)


@pytest.mark.parametrize("lesson", LESSONS)
def test_cada_cuestionario_tiene_de_cuatro_a_seis_preguntas_distintas(lesson):
    questions = quizzes.load(lesson)
    assert 4 <= len({question.text for question in questions}) == len(questions) <= 6


@pytest.mark.parametrize("lesson", LESSONS)
def test_cada_opcion_se_explica_con_una_frase_propia(lesson):
    for question in quizzes.load(lesson):
        reasons = list(question.options.values())
        assert 3 <= len(set(reasons)) == len(reasons) <= 4
        assert all(re.search(r"\w+ \w+ \w+.*\.$", reason) for reason in reasons)


@pytest.mark.parametrize("lesson", LESSONS)
def test_la_correcta_no_esta_siempre_en_el_mismo_lugar(lesson):
    places = [list(question.options).index(question.answer) for question in quizzes.load(lesson)]
    assert len(set(places)) > 1


EXERCISES = [
    (lesson, name, exercise)
    for lesson in LESSONS
    for name, exercise in tomllib
    .loads((rooms.folder(lesson) / "quiz.toml").read_text("utf-8"))
    .get("exercise", {})
    .items()
]


@pytest.mark.parametrize(("lesson", "name", "exercise"), EXERCISES)
def test_cada_ejercicio_acepta_su_respuesta_y_espera_la_que_falta(capsys, lesson, name, exercise):
    quizzes.check(lesson, **{name: exercise["answer"]})
    assert capsys.readouterr().out == "✓ correcta\n"
    quizzes.check(lesson, **{name: None})
    assert "○ pendiente" in capsys.readouterr().out


@pytest.mark.parametrize(("lesson", "name", "exercise"), EXERCISES)
def test_cada_error_previsto_recibe_su_propia_pista(capsys, lesson, name, exercise):
    assert len(exercise["mistake"]) >= 4
    for mistake in exercise["mistake"]:
        quizzes.check(lesson, **{name: mistake["value"]})
        assert mistake["hint"] in capsys.readouterr().out


def test_un_ejercicio_desconocido_sugiere_el_parecido():
    with pytest.raises(ValueError, match=r"Ejercicio desconocido: 'w1'.*w_1"):
        quizzes.check("00", w1=3)


def test_una_leccion_sin_preguntas_dice_cuales_hay():
    with pytest.raises(ValueError, match=r"'99'\. Hay: .*00"):
        quizzes.load("99")
