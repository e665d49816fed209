"""Los cuestionarios se leen de sus archivos y explican cada opción."""

import re

import pytest

from course_lib import quizzes
from course_lib.datasets import DATA

LESSONS = sorted(file.stem for file in (DATA / "quizzes").glob("*.toml"))


def test_la_leccion_00_tiene_cuestionario():
    assert "00" in LESSONS


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


def test_una_leccion_sin_cuestionario_dice_cuales_hay():
    with pytest.raises(ValueError, match=r"'99'\. Hay: .*00"):
        quizzes.load("99")
