"""Cada regla de la segunda edición atrapa a una lección que la rompe."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from rules import LESSON, SECOND_EDITION, checks, second_edition, spanish, symbols, words
from specimens import (
    ALT,
    EXERCISES,
    FIGURE,
    OUTPUTS,
    SOURCES,
    TEXTS,
    WIDGET,
    a_lesson,
    adds,
    check,
    named,
    numbered,
    replace,
    section,
    silences,
    view,
)

SOURCE = """\
# %% [markdown]
# ## Ficha
#
# - **Tiempo**: {{tiempos}}

# %%
"""
QUESTIONS = "".join(f"<p><strong>{number}.</strong> ¿Sí?</p>" for number in range(1, 5))
QUIZ = WIDGET | {"data": WIDGET["data"] | {"text/html": QUESTIONS}}
LESSON_TEXTS = TEXTS | {
    "Ficha": "- **Objetivos**: calcular.\n- **Requisitos**: la lección 00.\n- **Tiempo**: unos 22 "
    "minutos (22 de lectura). Ejecución: unos 35 s en 2 núcleos.\n- **Clase**: 3 a 9.",
    "La idea": '<a id="la-idea"></a>Un dibujo.',
    "Resumen": TEXTS["Resumen"].replace("Cinco.", "Con SGD y 3.000 pasos."),
}
LESSON_SOURCES = SOURCES | {
    "Predice": "widgets.prediction(question, options)",
    "La idea": "draw()\nwidgets.reveal(bet)",
    "Escríbelo tú": 'mask = None  # tu máscara\nquizzes.check("01", mask=mask)',
    "Explora": "widgets.explorer(draw)",
}
LESSON_OUTPUTS = OUTPUTS | {"La idea": [FIGURE], "Cuestionario": [QUIZ]}


def lesson():
    """Una lección mínima de la segunda edición."""
    exercises = [text.replace("\n", " (5 minutos)\n", 1) for text in EXERCISES]
    return a_lesson(
        second_edition.SECTIONS, LESSON_TEXTS, LESSON_SOURCES, LESSON_OUTPUTS, exercises
    )


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Una raíz con la fuente de la que salió la lección."""
    source = tmp_path / "notebooks/src/01_prueba.py"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(second_edition, "ROOT", tmp_path)
    return tmp_path


def says(text):
    """Cambia el texto de «Experimentos»."""
    return replace("Experimentos", "Texto.", text)


def prints(text):
    """Agrega algo impreso en «Experimentos»."""

    def change(raw):
        printed = new_output("stream", name="stdout", text=text)
        section(raw, "Experimentos", "code").outputs.append(printed)

    return change


def runs(source):
    """Cambia el código de «Experimentos»."""
    return lambda raw: section(raw, "Experimentos", "code").update(source=source)


def deepens(raw):
    """Alarga «Para profundizar» hasta que no cabe."""
    place = raw.cells.index(section(raw, "Para profundizar"))
    raw.cells[place + 1 : place + 1] = [new_markdown_cell("Más.") for _ in range(30)]


def delays(raw):
    """Aleja la respuesta de su apuesta."""
    place = raw.cells.index(section(raw, "La idea"))
    raw.cells[place:place] = [new_markdown_cell("Espera.") for _ in range(7)]


def derives(raw):
    """Pone una ecuación antes del dibujo."""
    section(raw, "La idea").source += "\n\n$$x = 1$$"


def opens_with_words(raw):
    raw.cells[1:1] = [new_markdown_cell("Más texto.")]


def asks_five(raw):
    output = section(raw, "Cuestionario", "code").outputs[0]
    output["data"]["text/html"] += "<p><strong>5.</strong></p>"


def adds_verdicts(raw):
    section(raw, "Lo que dice la clase").source += "\n| λ | corregir | [celda](#la-idea) |" * 6


BREAKS = [
    (second_edition.orden, replace("Ficha", "## Ficha", "## Datos")),
    (second_edition.orden, adds(new_markdown_cell("## Resumen: otra vez"))),
    (second_edition.camino_corto, adds(*[new_markdown_cell("Más.") for _ in range(30)])),
    (second_edition.camino_corto, says("palabra " * 2_600)),
    (second_edition.camino_corto, deepens),
    (second_edition.figura_al_abrir, silences("La pregunta")),
    (second_edition.figura_al_abrir, opens_with_words),
    (second_edition.codigo_de_un_vistazo, runs("x = 1\n" * 17)),
    (
        second_edition.codigo_de_un_vistazo,
        lambda raw: [c.update(source="x\n" * 6) for c in raw.cells],
    ),
    (second_edition.apuesta_respondida, delays),
    (second_edition.apuesta_respondida, replace("La idea", "reveal", "show", "code")),
    (second_edition.dibujar_antes_de_derivar, derives),
    (second_edition.dibujar_antes_de_derivar, silences("La idea")),
    (second_edition.escribir_la_tecnica, replace("Escríbelo tú", "# tu", "# la", "code")),
    (second_edition.escribir_la_tecnica, replace("Escríbelo tú", "check", "print", "code")),
    (second_edition.un_explorador, runs("widgets.explorer(draw)")),
    (second_edition.un_explorador, replace("Explora", "explorer", "slider", "code")),
    (second_edition.paridad_a_la_vista, replace("Paridad con Keras", "parity", "print", "code")),
    (second_edition.secciones_que_calculan, silences("¿Cuándo falla?")),
    (second_edition.seis_veredictos, adds_verdicts),
    (second_edition.dos_ejercicios_con_sus_minutos, replace("Ejercicios", "Texto.", "### Tres")),
    (
        second_edition.dos_ejercicios_con_sus_minutos,
        lambda raw: [c.update(source=c.source.replace("(5 minutos)", "")) for c in raw.cells],
    ),
    (second_edition.cuatro_preguntas, asks_five),
    (second_edition.resumen_con_sus_condiciones, replace("Resumen", "SGD", "gradiente")),
    (second_edition.resumen_con_sus_condiciones, replace("Resumen", "pasos", "vueltas")),
    (checks.afirmaciones_plegadas, runs("x = f()\nassert x")),
    (checks.afirmaciones_plegadas, runs("def f():\n    assert True")),
    (checks.afirmaciones_plegadas, adds(check("print(1)"))),
    (words.palabras_ya_presentadas, says("Usa batch normalization.")),
    (words.palabras_ya_presentadas, says("La tasa de dropout baja.")),
    (words.palabras_ya_presentadas, says("Se multiplica: $m \\odot h$.")),
    (words.palabras_ya_presentadas, says("El número κ es grande.")),
    (words.palabras_ya_presentadas, says("La lección 02 no habla de dropout.")),
    (symbols.rate_es_de_dropout, runs("for rate in (0.1, 0.2):\n    train(rate)")),
    (symbols.rate_es_de_dropout, runs('grid = {"rate": [0.1, 0.2]}')),
    (symbols.rate_es_de_dropout, runs("rate = 1\nDropout(rate)\nlib.optimizers.SGD(rate)")),
    (symbols.rate_es_de_dropout, runs("Dropout(0.5)\nAdam(learning_rate=rate)")),
    (symbols.lambda_es_la_penalizacion, says("Las curvaturas $\\lambda_1 > \\lambda_2$.")),
    (symbols.lambda_es_la_penalizacion, prints("λ₁ = 3")),
    (symbols.error_y_no_aciertos, says("Llega a 90 % de aciertos.")),
    (symbols.con_mascara_o_sin_mascara, says("Con el dropout encendido.")),
    (symbols.con_mascara_o_sin_mascara, says("Con el dropout apagado.")),
    (symbols.he_no_es_el_verbo, says("La red con He aprende.")),
    (symbols.tasa_con_apellido, says("Sube la tasa.")),
    (symbols.tasa_con_apellido, says("La tasa de aprendizaje y la tasa de error: ¿qué tasa?")),
    (spanish.columnas_en_castellano, prints("learning_rate  validation\n  0,1   12,3\n")),
    (spanish.columnas_en_castellano, prints("loss 0,3")),
    (spanish.coma_decimal, prints("error 12.5 %")),
    (spanish.coma_decimal, prints("[0. 1.]")),
    (spanish.coma_decimal, prints("diferencia 8.9e-16")),
]
SOURCE_BREAKS = [
    (second_edition.tiempos_calculados, lambda text: text.replace("{{tiempos}}", "20 minutos")),
    (second_edition.tiempos_calculados, lambda text: text.replace("}}", "}}, unos 20 minutos")),
]


@named((*LESSON, *SECOND_EDITION))
def test_una_leccion_de_la_segunda_edicion_cumple(rule, root):
    assert rule(view(lesson(), root)) == []


@numbered(BREAKS)
def test_la_regla_atrapa_a_la_leccion_que_la_rompe(rule, change, root):
    raw = lesson()
    change(raw)
    assert rule(view(raw, root))


@numbered(SOURCE_BREAKS)
def test_la_regla_atrapa_a_la_fuente_que_la_rompe(rule, change, root):
    source = root / "notebooks/src/01_prueba.py"
    source.write_text(change(SOURCE), encoding="utf-8")
    assert rule(view(lesson(), root))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        (words.palabras_ya_presentadas, says("Es *batch normalization*, de la lección 08.")),
        (words.palabras_ya_presentadas, says("Mira [dropout](03_dropout.ipynb#tasa).")),
        (words.palabras_ya_presentadas, says("Con `Dropout(0.5)`.")),
        (words.palabras_ya_presentadas, says("El $\\beta$ de la clase es el λ de aquí.")),
        (words.palabras_ya_presentadas, replace("Glosario y referencias", "Is it", "Dropout")),
        (symbols.rate_es_de_dropout, runs("rate = 0.5\nDropout(rate)")),
        (symbols.lambda_es_la_penalizacion, says("Con $\\lambda = 0{,}1$.")),
        (symbols.tasa_con_apellido, says("La tasa de aprendizaje: a mayor tasa, más ruido.")),
        (symbols.he_no_es_el_verbo, says("La inicialización de He (2015).")),
        (spanish.columnas_en_castellano, prints("tasa de aprendizaje  validación\n")),
        (spanish.columnas_en_castellano, prints("def train(rate):\n    return rate * 0.5\n")),
        (spanish.coma_decimal, prints("12.500 imágenes y 0,5 en 3. Python 3.13, numpy>=2.0")),
        (spanish.coma_decimal, prints("TensorFlow 2.21.0")),
        (checks.afirmaciones_plegadas, adds(new_code_cell("x = 1"), check("assert x"))),
        (second_edition.codigo_de_un_vistazo, adds(check("assert x\n" * 40))),
    ],
)
def test_lo_permitido_no_da_falsa_alarma(rule, change, root):
    raw = lesson()
    change(raw)
    assert rule(view(raw, root)) == []


def test_una_figura_descrita_con_punto_decimal_se_nota(root):
    raw = lesson()
    output = section(raw, "La pregunta", "code").outputs[0]
    output["data"]["text/plain"] = f"{ALT} Llega a 12.5 %."
    assert spanish.coma_decimal(view(raw, root))
