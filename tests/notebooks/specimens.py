"""Cuadernos mínimos que cumplen todas las reglas, y maneras de romperlos."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from rules import first_edition
from rules.document import Notebook

from notebook_builder.execution import WIDGET as WIDGET_TYPE
from notebook_builder.folding import CHECK, CHECK_TITLE

ALT = "Dos curvas de error por época: la de entrenamiento baja y la de validación sube."
WIDGET = new_output("display_data", {WIDGET_TYPE: {"model_id": "0"}, "text/plain": "VBox()"})
FIGURE = new_output(
    "display_data",
    {"image/png": "AAAA", "text/plain": ALT},
    metadata={"image/png": {"alt": ALT}},
)
HINTS = "<details><summary>Pista</summary>Mira.</details>\n" * 3
TEXTS = {
    "Ficha": "- **Objetivos**: calcular\n  una norma.\n- **Requisitos**: la lección 00.\n"
    "- **Lectura**: 20 minutos.\n- **Ejecución**: unos 35 s en 2 núcleos.\n- **Clase**: 3 a 9.",
    "La idea": '<a id="la-idea"></a>Texto.',
    "Lo que dice la clase": "| Dice | Veredicto | Prueba |\n|---|---|---|\n"
    "| λ | corregir | [celda](#la-idea) |",
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


def a_lesson(
    sections=first_edition.SECTIONS,
    texts=TEXTS,
    sources=SOURCES,
    outputs=OUTPUTS,
    exercises=EXERCISES,
):
    """Una lección mínima que cumple todas las reglas; si no se pide otra, de la primera edición."""
    cells = [new_markdown_cell("# 01 · Prueba\n\n[Índice](01_prueba.ipynb)")]
    for number, name in enumerate(sections):
        cells.append(new_markdown_cell(f"## {name}\n\n{texts.get(name, 'Texto.')}"))
        if name not in ("Ficha", "Ejercicios", "Resumen", "Glosario y referencias"):
            code = new_code_cell(sources.get(name, f"show({number})"))
            code.outputs = [nbformat.from_dict(out) for out in outputs.get(name, [])]
            cells.append(code)
        cells += map(new_markdown_cell, exercises if name == "Ejercicios" else ())
    for count, cell in enumerate((c for c in cells if c.cell_type == "code"), 1):
        cell.execution_count = count
    return new_notebook(cells=cells)


def an_exercise():
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
    return Notebook(f"{kind}/01_prueba.ipynb", folder, nbformat.writes(raw))


def replace(name, old, new, kind="markdown"):
    def change(raw):
        cell = section(raw, name, kind)
        assert old in cell.source
        cell.source = cell.source.replace(old, new)

    return change


def writes(source, **fields):
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


def check(source, title=CHECK_TITLE):
    """Una comprobación plegada, como la escribe el constructor."""
    folds = {"tags": [CHECK], "jupyter": {"source_hidden": True}, "cellView": "form"}
    return new_code_cell(f"{title}\n{source}", metadata=folds)


def checks(source, title=CHECK_TITLE):
    """Cambia el código de «Comprueba» por una comprobación."""
    cell = check(source, title)
    return writes(cell.source, metadata=cell.metadata)


def silences(name):
    """Borra las salidas de una sección."""

    def change(raw):
        section(raw, name, "code").outputs = []

    return change


def adds(*cells):
    def change(raw):
        raw.cells[-1:-1] = cells

    return change


def named(rules):
    """Una prueba por regla, con el nombre de la regla."""
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.__name__)


def numbered(breaks):
    """Una prueba por cada manera de romper una regla."""
    names = [f"{rule.__name__}-{number}" for number, (rule, _) in enumerate(breaks)]
    return pytest.mark.parametrize(("rule", "change"), breaks, ids=names)
