"""Pruebas de las pruebas: cada regla atrapa a un cuaderno que la rompe."""

import pytest
import test_first_edition
import test_second_edition
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from rules import (
    EXERCISE,
    FIRST_EDITION,
    LESSON,
    SECOND_EDITION,
    SOLUTION,
    code,
    exercise,
    lesson,
    outputs,
    prose,
    structure,
)
from rules.code import uses_rng
from specimens import (
    ALT,
    FIGURE,
    a_lesson,
    adds,
    an_exercise,
    check,
    checks,
    draws,
    named,
    numbered,
    prints,
    replace,
    section,
    shows,
    silences,
    view,
    writes,
)

from notebook_builder.ficha import NOT_MEASURED
from notebook_builder.folding import CHECK, CHECK_TITLE


def forgets_a_hint(raw):
    cell = next(cell for cell in raw.cells if cell.source.startswith("### Dos"))
    cell.source = cell.source.replace("<details", "<p", 1)


BREAKS = [
    (structure.titulo_unico, replace("Resumen", "## Resumen", "# Otro\n\n## Resumen")),
    (structure.titulo_unico, lambda raw: raw.cells[0].update(source="# Prueba")),
    (structure.ficha_completa, replace("Ficha", "**Clase**", "Clase")),
    (structure.ficha_completa, replace("Ficha", "20 minutos", "poco")),
    (structure.ficha_completa, replace("Ficha", "unos 35 s", NOT_MEASURED)),
    (structure.ficha_completa, replace("Ficha", "calcular", "comprender")),
    (structure.encabezados_en_orden, replace("Comprueba", "Texto.", "Texto.\n\n### Otro")),
    (structure.encabezados_en_orden, adds(new_markdown_cell("#### Muy abajo"))),
    (code.celdas_angostas, writes("x = 1  # " + "y" * 80)),
    (structure.codigo_con_una_frase_antes, adds(new_code_cell("a"), new_code_cell("b"))),
    (structure.nada_escondido, writes("# @title Ayuda\nx = 1")),
    (structure.nada_escondido, writes("x = 1", metadata={"jupyter": {"source_hidden": True}})),
    (structure.nada_escondido, writes("x = 1", metadata={"cellView": "form"})),
    (structure.nada_escondido, shows(tags=[CHECK])),
    (structure.nada_escondido, checks("assert True", CHECK_TITLE.replace("afirma", "dice"))),
    (structure.solo_etiquetas_conocidas, shows(tags=["hide-input"])),
    (structure.solo_etiquetas_conocidas, shows(tags=["solo-solucion"])),
    (code.sin_semillas_globales, writes("np.random.seed(0)")),
    (code.sin_semillas_globales, writes("x = np.random.randn(3)")),
    (code.sin_semillas_globales, writes("rng = np.random.default_rng()")),
    (code.sin_semillas_globales, writes("keras.utils.set_random_seed(1)")),
    (code.sin_semillas_globales, writes("import random")),
    (code.rng_por_seccion, writes("x = rng.normal()")),
    (code.rng_por_seccion, writes("x = f(rng)\nrng = np.random.default_rng(SEED)")),
    (code.rng_por_seccion, writes("def f(rng=rng):\n    return rng")),
    (code.sin_magias, writes("%timeit f()")),
    (code.sin_magias, writes("if True:\n    !ls")),
    (code.sin_red, writes("import requests")),
    (code.sin_red, writes("load_mnist(full=True)")),
    (prose.ortografia, replace("Comprueba", "Texto.", "La regularizacion ayuda.")),
    (prose.ortografia, replace("Comprueba", "Texto.", "Pequeno y tambien.")),
    (prose.ortografia, replace("Comprueba", "Texto.", "Sirve?")),
    (prose.ortografia, draws(f"{ALT} Otra funcion.", f"{ALT} Otra funcion.")),
    (prose.enlaces_que_llegan, replace("Comprueba", "Texto.", "[x](07_no_existe.ipynb)")),
    (prose.enlaces_que_llegan, replace("Comprueba", "Texto.", "[x](#no-existe)")),
    (prose.enlaces_que_llegan, replace("Comprueba", "Texto.", "[x](#¿Cuándo-falla?)")),
    (prose.enlaces_que_llegan, replace("Comprueba", "Texto.", "[x](#Comprueba)")),
    (prose.enlaces_que_llegan, replace("Comprueba", "Texto.", '<a id="A"></a>[x](#A)')),
    (
        prose.imagenes_de_texto_con_alternativa,
        replace("Comprueba", "Texto.", "![](https://a/b.png)"),
    ),
    (prose.imagenes_de_texto_con_alternativa, replace("Comprueba", "Texto.", '<img src="x">')),
    (
        prose.imagenes_de_texto_con_alternativa,
        shows(new_output("display_data", {"text/html": '<img src="x" alt="">'})),
    ),
    (structure.liviano, prints("x" * structure.MAX_BYTES)),
    (outputs.contado_desde_uno, writes("x", execution_count=None)),
    (outputs.contado_desde_uno, writes("x", execution_count=99)),
    (outputs.errores_prometidos, shows(new_output("error", ename="E", evalue="", traceback=[]))),
    (outputs.errores_prometidos, shows(tags=["raises-exception"])),
    (outputs.sin_stderr, shows(new_output("stream", name="stderr", text="aviso"))),
    (outputs.sin_direcciones_de_memoria, prints("<L2 object at 0x7f43d950ebd0>")),
    (outputs.figuras_descritas, draws("<Figure size 640x480 with 1 Axes>" + "x" * 60, "")),
    (outputs.figuras_descritas, draws("Corta.", "Corta.")),
    (outputs.figuras_descritas, draws(ALT, "")),
    (outputs.cifras_significativas, prints("0.1234")),
    (outputs.cifras_significativas, prints("pérdida 12,345 al final")),
    (outputs.cifras_significativas, prints("[1.234e-05 1]")),
    (outputs.cifras_significativas, draws(f"{ALT} Llega a 97,25 %.", f"{ALT} Llega a 97,25 %.")),
    (
        outputs.cifras_significativas,
        shows(new_output("display_data", {"text/html": "<td>0.98765</td>"})),
    ),
    (outputs.lo_que_no_se_compara_se_afirma, shows(tags=["nbval-ignore-output"])),
    (outputs.a_tiempo, replace("Ficha", "35 s", "65 s")),
    (
        lesson.codigo_del_paquete,
        lambda raw: section(raw, "En course_lib", "code").outputs.append(
            new_output("stream", name="stdout", text="línea\n" * 26)
        ),
    ),
    (
        lesson.paridad_afirmada,
        replace("Paridad con Keras", "parity.compare(", "print(", "code"),
    ),
    (lesson.widgets_en_su_lugar, silences("Predice")),
    (lesson.widgets_en_su_lugar, silences("Cuestionario")),
    (lesson.widgets_en_su_lugar, lambda raw: section(raw, "Explora", "code").outputs.pop(0)),
    (lesson.veredictos_enlazados, replace("Lo que dice la clase", "corregir", "quizás")),
    (lesson.veredictos_enlazados, replace("Lo que dice la clase", "(#la-idea)", "(x.ipynb)")),
    (lesson.veredictos_enlazados, replace("Lo que dice la clase", "|", " ")),
    (lesson.ejercicios_con_pistas, replace("Ejercicios", "## Ejercicios", "### Uno de más")),
    (lesson.ejercicios_con_pistas, forgets_a_hint),
    (lesson.cuestionario_legible_sin_nucleo, replace("Cuestionario", "details", "p")),
    (lesson.resumen_y_referencias, replace("Resumen", "- Cinco.", "")),
    (lesson.resumen_y_referencias, replace("Resumen", "En Keras", "En NumPy")),
    (lesson.resumen_y_referencias, replace("Glosario y referencias", "https://doi.org/", "")),
]
EXERCISE_BREAKS = [
    (exercise.sin_rastro_de_ejecucion, lambda raw: raw.cells[-1].update(execution_count=1)),
    (exercise.sin_rastro_de_ejecucion, lambda raw: raw.cells[-1].update(outputs=[FIGURE])),
    (exercise.preguntas_con_revision, replace("1.2 ", "1.2", "1.7")),
    (
        exercise.preguntas_con_revision,
        replace("1.2 ", "## 1.2 Pregunta", "Ya no es una pregunta"),
    ),
    (exercise.preguntas_con_revision, replace("1.2 ", "<details", "<p")),
    (
        exercise.preguntas_con_revision,
        replace("1.2 ", "raise NotImplementedError", "pass", "code"),
    ),
    (exercise.preguntas_con_revision, lambda raw: raw.cells[6].update(source='check("1.2")')),
    (exercise.revision_final, lambda raw: raw.cells[-1].update(source="print()")),
    (exercise.sin_respuestas, replace("1.1 ", "raise", "### BEGIN SOLUTION", "code")),
    (exercise.sin_respuestas, replace("1.1 ", "raise", "return 2 * x + secreto #", "code")),
]
ANSWER = '''def q1(x):
    """Devuelve el doble."""
    ### BEGIN SOLUTION
    return 2 * x + secreto
    ### END SOLUTION
'''


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Una raíz con la fuente de la que salió el ejercicio."""
    source = tmp_path / "solutions/src/01_prueba.py"
    source.parent.mkdir(parents=True)
    source.write_text(ANSWER, encoding="utf-8")
    monkeypatch.setattr(exercise, "ROOT", tmp_path)
    return tmp_path


@named(EXERCISE)
def test_un_ejercicio_correcto_cumple(rule, root):
    assert rule(view(an_exercise(), root, "exercises")) == []


@numbered(BREAKS)
def test_la_regla_atrapa_a_la_leccion_que_la_rompe(rule, change, tmp_path):
    raw = a_lesson()
    change(raw)
    assert rule(view(raw, tmp_path))


@numbered(EXERCISE_BREAKS)
def test_la_regla_atrapa_al_ejercicio_que_la_rompe(rule, change, root):
    raw = an_exercise()
    change(raw)
    assert rule(view(raw, root, "exercises"))


def test_cada_regla_tiene_quien_la_rompa():
    second = (*test_second_edition.BREAKS, *test_second_edition.SOURCE_BREAKS)
    breaks = (*BREAKS, *EXERCISE_BREAKS, *test_first_edition.BREAKS, *second)
    tried = {rule for rule, _ in breaks}
    assert tried == {*LESSON, *FIRST_EDITION, *SECOND_EDITION, *EXERCISE, *SOLUTION}


@pytest.mark.parametrize(
    "text",
    [
        "TensorFlow 2.21.0, Python 3.13.15",
        "0,00312 0.000312 3.12e-04 312 100000 2026",
        "57.890 parámetros y 1.000.000 de pesos",
        "(0.25, -0.5)",
    ],
)
def test_los_numeros_permitidos_no_dan_falsa_alarma(text, tmp_path):
    raw = a_lesson()
    prints(text)(raw)
    assert outputs.cifras_significativas(view(raw, tmp_path)) == []


def test_una_funcion_que_recibe_rng_no_usa_el_del_cuaderno():
    assert not uses_rng("def f(n, rng):\n    return rng.normal(n)")
    assert not uses_rng("f = lambda *, rng: rng.normal()")
    assert uses_rng("def f(n):\n    return rng.normal(n)")


def test_en_la_solucion_se_permite_explicar(tmp_path):
    raw = a_lesson()
    shows(tags=["solo-solucion"])(raw)
    assert structure.solo_etiquetas_conocidas(view(raw, tmp_path, "solutions")) == []


def test_una_comprobacion_plegada_no_esconde_nada_mas(tmp_path):
    raw = a_lesson()
    checks("assert True")(raw)
    assert structure.nada_escondido(view(raw, tmp_path)) == []


def test_una_comprobacion_puede_seguir_a_un_codigo_pero_no_separar_dos(tmp_path):
    raw = a_lesson()
    adds(new_code_cell("a"), check("assert a"))(raw)
    assert structure.codigo_con_una_frase_antes(view(raw, tmp_path)) == []
    adds(new_code_cell("b"))(raw)
    assert structure.codigo_con_una_frase_antes(view(raw, tmp_path))


def test_lo_que_no_se_compara_lo_afirma_la_comprobacion_que_sigue(tmp_path):
    raw = a_lesson()
    ignored = new_code_cell("fit()", metadata={"tags": ["nbval-ignore-output"]})
    adds(ignored, check("assert fitted"))(raw)
    assert outputs.lo_que_no_se_compara_se_afirma(view(raw, tmp_path)) == []
