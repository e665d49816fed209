"""El glosario: cada término una vez, dicho en una frase y con palabras ya presentadas."""

from collections import Counter

import pytest

from course_lib.lessons import glossary

TERMS = glossary.load()
every_term = pytest.mark.parametrize("term", TERMS, ids=lambda term: term.term)


def test_cada_leccion_presenta_sus_terminos():
    assert {f"{number:02}" for number in range(10)} <= {term.lesson for term in TERMS}
    assert {term.lesson for term in glossary.load("03")} == {"03"}


@pytest.mark.parametrize("name", ["term", "english", "symbol"])
def test_un_nombre_y_un_simbolo_son_de_un_solo_termino(name):
    counts = Counter(getattr(term, name) for term in TERMS if getattr(term, name))
    assert [repeated for repeated, count in counts.items() if count > 1] == []


@every_term
def test_la_definicion_es_una_frase(term):
    assert term.definition[0].isupper()
    assert term.definition.endswith(".")
    assert ". " not in term.definition


@every_term
def test_la_definicion_usa_palabras_ya_presentadas(term):
    later = [other for other in TERMS if other.lesson > term.lesson]
    assert [word for other in later for word in other.used_in(term.definition)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tasa de dropout", "dos tasas de dropout"),
        ("convolución", "una red convolucional"),
        ("valor propio", "los valores propios"),
        ("momentum", "con momento (momentum) 0,9"),
        ("producto elemento a elemento", r"$m \odot h$"),
        ("valor esperado", r"$\mathbb{E}[h]$"),
        ("número de condición", "κ = 100"),
        ("número de entradas", r"$n_{\text{in}}$"),
    ],
)
def test_un_termino_se_reconoce_en_plural_con_otra_forma_o_con_su_simbolo(name, text):
    assert glossary.look_up(name).used_in(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("norma", "una distribución normal"),
        ("escala", "la escala del eje"),
        ("momentum", "en ese momento"),
        ("tasa de dropout", "la letra r"),
    ],
)
def test_una_palabra_de_todos_los_dias_no_se_confunde_con_un_termino(name, text):
    assert not glossary.look_up(name).used_in(text)


def test_se_busca_por_nombre_por_nombre_en_ingles_o_por_simbolo():
    for name in ("tasa de aprendizaje", "learning rate", "η"):
        assert glossary.look_up(name).term == "tasa de aprendizaje"


def test_un_termino_desconocido_se_sugiere():
    with pytest.raises(ValueError, match="¿Quisiste decir 'dropout'"):
        glossary.look_up("dropuot")
