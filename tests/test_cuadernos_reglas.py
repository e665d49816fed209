"""Pruebas de las pruebas: cada regla de los cuadernos atrapa a un cuaderno que la rompe."""

import nbformat
import pytest
import test_cuadernos as reglas
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ALT = "Dos curvas de error por época: la de entrenamiento baja y la de validación sube."
WIDGET = new_output("display_data", {reglas.WIDGET: {"model_id": "0"}, "text/plain": "VBox()"})
FIGURE = new_output(
    "display_data",
    {"image/png": "AAAA", "text/plain": ALT},
    metadata={"image/png": {"alt": ALT}},
)
HINTS = "<details><summary>Pista</summary>Mira.</details>\n" * 3
TEXTS = {
    "Ficha": "- **Objetivos**: calcular\n  una norma.\n- **Requisitos**: la lección 00.\n"
    "- **Lectura**: 20 minutos.\n- **Ejecución**: unos 35 s en 2 núcleos.\n- **Clase**: 3 a 9.",
    "Lo que dice la clase": "| Dice | Veredicto | Prueba |\n|---|---|---|\n"
    "| λ | corregir | [celda](#La-idea) |",
    "Cuestionario": "<details>Sí</details>" * 4,
    "Resumen": "- Una.\n- Dos.\n- Tres.\n- Cuatro.\n- Cinco.\n\nEn Keras se escribe así: `L2`.",
    "Glosario y referencias": "Krogh y Hertz (1991). [doi](https://doi.org/10.1/x) ¿Is it? What?",
}
OUTPUTS = {
    "La pregunta": [FIGURE],
    "Predice": [WIDGET],
    "La idea": [new_output("stream", name="stdout", text="0,115 y 12.500 y 8.9e-16\n")],
    "En course_lib": [new_output("stream", name="stdout", text="class L2:\n    pass\n")],
    "Comprueba": [new_output("stream", name="stdout", text="error 2e-10\n")],
    "Experimentos": [FIGURE, FIGURE, FIGURE],
    "Explora": [FIGURE, WIDGET],
    "¿Cuándo falla?": [FIGURE],
    "Cuestionario": [WIDGET],
}
SOURCES = {
    "Preparación": "try:\n    import course_lib\nexcept ModuleNotFoundError:\n    %pip install x",
    "La idea": "rng = np.random.default_rng(SEED)\nw = rng.normal(size=3)",
    "Paridad con Keras": 'parity.compare({"w": (ours, theirs)})',
}
EXERCISES = f"### Uno\n\n{HINTS}", f"### Dos\n\n{HINTS}"


def lesson():
    """Una lección mínima que cumple todas las reglas."""
    cells = [new_markdown_cell("# 01 · Prueba\n\n[Índice](01_prueba.ipynb)")]
    for number, name in enumerate(reglas.SECTIONS):
        cells.append(new_markdown_cell(f"## {name}\n\n{TEXTS.get(name, 'Texto.')}"))
        if name not in ("Ficha", "Ejercicios", "Resumen", "Glosario y referencias"):
            code = new_code_cell(SOURCES.get(name, f"show({number})"))
            code.outputs = [nbformat.from_dict(out) for out in OUTPUTS.get(name, [])]
            cells.append(code)
        cells += map(new_markdown_cell, EXERCISES if name == "Ejercicios" else ())
    for count, cell in enumerate((c for c in cells if c.cell_type == "code"), 1):
        cell.execution_count = count
    return new_notebook(cells=cells)


def exercise():
    """Un ejercicio mínimo que cumple todas las reglas."""
    cells = [
        new_markdown_cell("# 01 · Ejercicio"),
        new_markdown_cell(f"## Ficha\n\n{TEXTS['Ficha']}"),
        new_code_cell(SOURCES["Preparación"]),
    ]
    for k in range(1, 5):
        cells += [
            new_markdown_cell(f"## 1.{k} Pregunta\n\n{HINTS}"),
            new_code_cell(
                f"def q{k}(x):\n    # Escribe tu código aquí\n    raise NotImplementedError"
            ),
            new_markdown_cell("Revisa."),
            new_code_cell(f'check("1.{k}")'),
        ]
    cells += [new_markdown_cell("## ¿Cómo te fue?"), new_code_cell("check_all()")]
    return new_notebook(cells=cells)


def section(raw, name, kind="markdown"):
    """La primera celda de un tipo desde el encabezado de una sección."""
    start = next(i for i, cell in enumerate(raw.cells) if cell.source.startswith(f"## {name}"))
    return next(cell for cell in raw.cells[start:] if cell.cell_type == kind)


def view(raw, folder, kind="notebooks"):
    for count, cell in enumerate(raw.cells):
        cell.id = f"c{count}"
    (folder / "01_prueba.ipynb").touch()
    return reglas.Notebook(f"{kind}/01_prueba.ipynb", folder, nbformat.writes(raw))


def replace(name, old, new, kind="markdown"):
    def change(raw):
        cell = section(raw, name, kind)
        assert old in cell.source
        cell.source = cell.source.replace(old, new)

    return change


def code(source, **fields):
    """Cambia el código de «Comprueba»."""

    def change(raw):
        section(raw, "Comprueba", "code").update(source=source, **fields)

    return change


def shows(*outputs, tags=()):
    """Cambia las salidas de «Comprueba»."""

    def change(raw):
        cell = section(raw, "Comprueba", "code")
        cell.outputs = [nbformat.from_dict(out) for out in outputs]
        cell.metadata = nbformat.from_dict({"tags": list(tags)} if tags else {})

    return change


def prints(text):
    return shows(new_output("stream", name="stdout", text=text))


def draws(plain, alternative):
    return shows(
        new_output(
            "display_data",
            {"image/png": "AAAA", "text/plain": plain},
            metadata={"image/png": {"alt": alternative}},
        )
    )


def silences(name):
    """Borra las salidas de una sección."""

    def change(raw):
        section(raw, name, "code").outputs = []

    return change


def reorders(raw):
    first, second = section(raw, "Comprueba"), section(raw, "Predice")
    first.source, second.source = second.source, first.source


def forgets_a_hint(raw):
    cell = next(cell for cell in raw.cells if cell.source.startswith("### Dos"))
    cell.source = cell.source.replace("<details", "<p", 1)


def adds(*cells):
    def change(raw):
        raw.cells[-1:-1] = cells

    return change


BREAKS = [
    ("titulo_unico", replace("Resumen", "## Resumen", "# Otro\n\n## Resumen")),
    ("titulo_unico", lambda raw: raw.cells[0].update(source="# Prueba")),
    ("ficha_completa", replace("Ficha", "**Clase**", "Clase")),
    ("ficha_completa", replace("Ficha", "20 minutos", "poco")),
    ("ficha_completa", replace("Ficha", "unos 35 s", reglas.NOT_MEASURED)),
    ("ficha_completa", replace("Ficha", "calcular", "comprender")),
    ("encabezados_en_orden", replace("Comprueba", "Texto.", "Texto.\n\n### Otro")),
    ("encabezados_en_orden", adds(new_markdown_cell("#### Muy abajo"))),
    ("celdas_angostas", code("x = 1  # " + "y" * 80)),
    ("codigo_con_una_frase_antes", adds(new_code_cell("a"), new_code_cell("b"))),
    ("nada_escondido", code("# @title Ayuda\nx = 1")),
    ("nada_escondido", code("x = 1", metadata={"jupyter": {"source_hidden": True}})),
    ("nada_escondido", code("x = 1", metadata={"cellView": "form"})),
    ("solo_etiquetas_conocidas", shows(tags=["hide-input"])),
    ("solo_etiquetas_conocidas", shows(tags=["solo-solucion"])),
    ("sin_semillas_globales", code("np.random.seed(0)")),
    ("sin_semillas_globales", code("x = np.random.randn(3)")),
    ("sin_semillas_globales", code("rng = np.random.default_rng()")),
    ("sin_semillas_globales", code("keras.utils.set_random_seed(1)")),
    ("sin_semillas_globales", code("import random")),
    ("rng_por_seccion", code("x = rng.normal()")),
    ("rng_por_seccion", code("x = f(rng)\nrng = np.random.default_rng(SEED)")),
    ("rng_por_seccion", code("def f(rng=rng):\n    return rng")),
    ("sin_magias", code("%timeit f()")),
    ("sin_magias", code("if True:\n    !ls")),
    ("sin_red", code("import requests")),
    ("sin_red", code("load_mnist(full=True)")),
    ("ortografia", replace("Comprueba", "Texto.", "La regularizacion ayuda.")),
    ("ortografia", replace("Comprueba", "Texto.", "Pequeno y tambien.")),
    ("ortografia", replace("Comprueba", "Texto.", "Sirve?")),
    ("ortografia", draws(f"{ALT} Otra funcion.", f"{ALT} Otra funcion.")),
    ("enlaces_que_llegan", replace("Comprueba", "Texto.", "[x](07_no_existe.ipynb)")),
    ("enlaces_que_llegan", replace("Comprueba", "Texto.", "[x](#No-existe)")),
    ("enlaces_que_llegan", replace("Comprueba", "Texto.", "[x](#¿Cuándo-falla?)")),
    ("imagenes_de_texto_con_alternativa", replace("Comprueba", "Texto.", "![](https://a/b.png)")),
    ("imagenes_de_texto_con_alternativa", replace("Comprueba", "Texto.", '<img src="x">')),
    (
        "imagenes_de_texto_con_alternativa",
        shows(new_output("display_data", {"text/html": '<img src="x" alt="">'})),
    ),
    ("liviano", prints("x" * reglas.MAX_BYTES)),
    ("contado_desde_uno", code("x", execution_count=None)),
    ("contado_desde_uno", code("x", execution_count=99)),
    ("errores_prometidos", shows(new_output("error", ename="E", evalue="", traceback=[]))),
    ("errores_prometidos", shows(tags=["raises-exception"])),
    ("sin_stderr", shows(new_output("stream", name="stderr", text="aviso"))),
    ("sin_direcciones_de_memoria", prints("<L2 object at 0x7f43d950ebd0>")),
    ("figuras_descritas", draws("<Figure size 640x480 with 1 Axes>" + "x" * 60, "")),
    ("figuras_descritas", draws("Corta.", "Corta.")),
    ("figuras_descritas", draws(ALT, "")),
    ("cifras_significativas", prints("0.1234")),
    ("cifras_significativas", prints("pérdida 12,345 al final")),
    ("cifras_significativas", prints("[1.234e-05 1]")),
    ("cifras_significativas", draws(f"{ALT} Llega a 97,25 %.", f"{ALT} Llega a 97,25 %.")),
    (
        "cifras_significativas",
        shows(new_output("display_data", {"text/html": "<td>0.98765</td>"})),
    ),
    ("lo_que_no_se_compara_se_afirma", shows(tags=["nbval-ignore-output"])),
    ("a_tiempo", replace("Ficha", "35 s", "65 s")),
    ("anatomia", replace("Explora", "## Explora", "## Juega")),
    ("anatomia", adds(new_markdown_cell("## Resumen: otra vez"))),
    ("anatomia", reorders),
    ("numero_de_celdas", lambda raw: raw.update(cells=raw.cells[:29])),
    ("numero_de_celdas", adds(*[new_markdown_cell("Más.") for _ in range(100)])),
    ("celdas_cortas", code("x = 1\n" * 21)),
    ("celdas_cortas", lambda raw: [c.update(source="x\n" * 6) for c in raw.cells]),
    ("palabras", replace("Comprueba", "Texto.", "palabra " * 4500)),
    ("cinco_figuras", silences("Experimentos")),
    ("figura_que_engancha", silences("La pregunta")),
    ("widgets_en_su_lugar", silences("Predice")),
    ("widgets_en_su_lugar", silences("Cuestionario")),
    ("widgets_en_su_lugar", lambda raw: section(raw, "Explora", "code").outputs.pop(0)),
    (
        "codigo_del_paquete",
        lambda raw: section(raw, "En course_lib", "code").outputs.append(
            new_output("stream", name="stdout", text="línea\n" * 26)
        ),
    ),
    ("paridad_afirmada", replace("Paridad con Keras", "parity.compare(", "print(", "code")),
    ("contraejemplo_calculado", silences("¿Cuándo falla?")),
    ("veredictos_enlazados", replace("Lo que dice la clase", "corregir", "quizás")),
    ("veredictos_enlazados", replace("Lo que dice la clase", "(#La-idea)", "(x.ipynb)")),
    ("veredictos_enlazados", replace("Lo que dice la clase", "|", " ")),
    ("ejercicios_con_pistas", replace("Ejercicios", "## Ejercicios", "### Uno de más")),
    ("ejercicios_con_pistas", forgets_a_hint),
    ("cuestionario_legible_sin_nucleo", replace("Cuestionario", "details", "p")),
    ("resumen_y_referencias", replace("Resumen", "- Cinco.", "")),
    ("resumen_y_referencias", replace("Resumen", "En Keras", "En NumPy")),
    ("resumen_y_referencias", replace("Glosario y referencias", "https://doi.org/", "")),
]
EXERCISE_BREAKS = [
    ("sin_rastro_de_ejecucion", lambda raw: raw.cells[-1].update(execution_count=1)),
    ("sin_rastro_de_ejecucion", lambda raw: raw.cells[-1].update(outputs=[FIGURE])),
    ("preguntas_con_revision", replace("1.2 ", "1.2", "1.7")),
    ("preguntas_con_revision", replace("1.2 ", "## 1.2 Pregunta", "Ya no es una pregunta")),
    ("preguntas_con_revision", replace("1.2 ", "<details", "<p")),
    ("preguntas_con_revision", replace("1.2 ", "raise NotImplementedError", "pass", "code")),
    ("preguntas_con_revision", lambda raw: raw.cells[6].update(source='check("1.2")')),
    ("revision_final", lambda raw: raw.cells[-1].update(source="print()")),
    ("sin_respuestas", replace("1.1 ", "raise", "### BEGIN SOLUTION", "code")),
    ("sin_respuestas", replace("1.1 ", "raise", "return 2 * x + secreto #", "code")),
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
    monkeypatch.setattr(reglas, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("rule", reglas.RULES["notebooks"], ids=lambda rule: rule.__name__)
def test_una_leccion_correcta_cumple(rule, tmp_path):
    assert rule(view(lesson(), tmp_path)) == []


@pytest.mark.parametrize("rule", reglas.RULES["exercises"], ids=lambda rule: rule.__name__)
def test_un_ejercicio_correcto_cumple(rule, root):
    assert rule(view(exercise(), root, "exercises")) == []


@pytest.mark.parametrize(
    ("rule", "change"), BREAKS, ids=[f"{n}-{i}" for i, (n, _) in enumerate(BREAKS)]
)
def test_la_regla_atrapa_a_la_leccion_que_la_rompe(rule, change, tmp_path):
    raw = lesson()
    change(raw)
    assert getattr(reglas, rule)(view(raw, tmp_path))


@pytest.mark.parametrize(
    ("rule", "change"),
    EXERCISE_BREAKS,
    ids=[f"{n}-{i}" for i, (n, _) in enumerate(EXERCISE_BREAKS)],
)
def test_la_regla_atrapa_al_ejercicio_que_la_rompe(rule, change, root):
    raw = exercise()
    change(raw)
    assert getattr(reglas, rule)(view(raw, root, "exercises"))


def test_cada_regla_tiene_quien_la_rompa():
    tried = {name for name, _ in (*BREAKS, *EXERCISE_BREAKS)}
    rules = {rule.__name__ for group in reglas.RULES.values() for rule in group}
    assert tried == rules


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
    raw = lesson()
    prints(text)(raw)
    assert reglas.cifras_significativas(view(raw, tmp_path)) == []


def test_una_funcion_que_recibe_rng_no_usa_el_del_cuaderno():
    assert not reglas.uses_rng("def f(n, rng):\n    return rng.normal(n)")
    assert not reglas.uses_rng("f = lambda *, rng: rng.normal()")
    assert reglas.uses_rng("def f(n):\n    return rng.normal(n)")


def test_en_la_solucion_se_permite_explicar(tmp_path):
    raw = lesson()
    shows(tags=["solo-solucion"])(raw)
    assert reglas.solo_etiquetas_conocidas(view(raw, tmp_path, "solutions")) == []
